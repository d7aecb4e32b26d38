import { isSigned, type Version } from '#core/access/agreements/agreement.ts';
import type { Flow } from '#core/access/agreements/flow.ts';
import { stateOf } from '#core/access/agreements/version-state.ts';
import { Button, Select, SummaryList, Tag } from '#design-system/govuk/components.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { periodInWords, stateInWords, stateTag } from './agreement-words.ts';
import { nameIn, type Names } from './names.ts';
import { PartiesTable } from './parties-table.tsx';
import { sharingPaths } from './paths.ts';
import { joinFlows, joinTerms } from './term-lines.ts';
import { FlowTable, TermTable } from './term-tables.tsx';
import { VersionList } from './version-list.tsx';

/** In an address, and as the choice: the terms of all parties. */
export const everyParty = 'all';

/** What the reader can do here. */
export type VersionChoices = {
  maySign: boolean;
  mayLeave: boolean;
  mayEnd: boolean;
  mayDraftNext: boolean;
};

export type VersionPageProps = {
  version: Version;
  /** Between the parties that have signed, or between all before anybody has. */
  flows: readonly Flow[];
  names: Names;
  choices: VersionChoices;
  today: string;
  /** Whose terms are shown: the id of a party, or all of them. */
  shownParty: string;
  /** For the form that starts the next version. */
  idempotencyKey: string;
};

/** A version as its parties sign it, to be read and printed. */
export function VersionPage(props: VersionPageProps) {
  const { version, names, today, shownParty } = props;
  const { agreement, number, parties } = version;
  const isShown = (id: string): boolean => shownParty === everyParty || id === shownParty;
  const lines = joinTerms(version.terms.filter(({ agencyId }) => isShown(agencyId)));
  const flows = props.flows.filter(
    ({ giverId, receiverId }) => isShown(giverId) || isShown(receiverId),
  );
  const shownName = shownParty === everyParty ? undefined : nameIn(names.agencies, shownParty);
  const unsigned = parties.filter((party) => !isSigned(party)).length;
  return (
    <WorkspacePage
      title={`${agreement.title}, version ${number}`}
      back={{ href: sharingPaths.register(), text: 'Sharing agreements' }}
      isWide
    >
      <span class="govuk-caption-l">Sharing agreement, version {number}</span>
      <h1 class="govuk-heading-l">{agreement.title}</h1>
      <p class="govuk-body">
        <Tag {...stateTag(version, today)} /> {stateInWords(version, today)}
      </p>
      <Choices {...props} />
      <SummaryList rows={factsOf(version)} />
      <PartiesTable parties={parties} />
      {unsigned > 0 && (
        <p class="govuk-body govuk-!-display-none-print">
          The information governance lead or an administrator of a party signs for it. They are
          asked by mail, and on their home page.
        </p>
      )}
      <PartyChoice {...props} />
      <TermTable direction="gives" lines={lines} names={names} of={shownName} />
      <TermTable direction="receives" lines={lines} names={names} of={shownName} />
      <FlowTable lines={joinFlows(flows)} names={names} />
      <p class="govuk-body">{whatFlowsMean(version, unsigned, today)}</p>
      <VersionList agreement={agreement} shown={number} today={today} />
    </WorkspacePage>
  );
}

/** Ten parties make long tables, and somebody comes for their own. */
function PartyChoice({ version, names, shownParty }: VersionPageProps) {
  const { agreement, number, parties } = version;
  return (
    <>
      <h2 class="govuk-heading-m" id="shared">
        What is shared
        {shownParty !== everyParty && ` by and with ${nameIn(names.agencies, shownParty)}`}
      </h2>
      <form
        action={`${sharingPaths.version(agreement.id, number)}#shared`}
        method="get"
        class="app-choices"
      >
        <Select
          id="party"
          name="party"
          label={{ text: 'Party' }}
          items={[
            { value: everyParty, text: 'All parties', selected: shownParty === everyParty },
            ...parties.map(({ id, name }) => ({
              value: id,
              text: name,
              selected: id === shownParty,
            })),
          ]}
        />
        <Button text="Show" classes="govuk-button--secondary" />
      </form>
    </>
  );
}

function Choices({ version, choices, idempotencyKey }: VersionPageProps) {
  const { id } = version.agreement;
  const { maySign, mayLeave, mayEnd, mayDraftNext } = choices;
  if (!maySign && !mayLeave && !mayEnd && !mayDraftNext) return null;
  return (
    <div class="govuk-button-group govuk-!-display-none-print">
      {maySign && (
        <Button href={sharingPaths.signature(id, version.number)} text="Sign for your agency" />
      )}
      {mayDraftNext && (
        <PostForm action={sharingPaths.versions(id)} idempotencyKey={idempotencyKey}>
          <Button
            text="Draft the next version"
            classes="govuk-button--secondary"
            preventDoubleClick
          />
        </PostForm>
      )}
      {mayLeave && (
        <a class="govuk-link" href={sharingPaths.departure(id)}>
          Leave this agreement
        </a>
      )}
      {mayEnd && (
        <a class="govuk-link" href={sharingPaths.revocation(id)}>
          End it for every party
        </a>
      )}
    </div>
  );
}

function factsOf(version: Version) {
  const { agreement, summary, proposedAt, proposedBy, revokedAt, revokedBy } = version;
  const facts: [string, string][] = [
    ['What it is for', summary],
    ['When it holds', periodInWords(version)],
    ['Kept by', agreement.keptBy?.name ?? 'No agency'],
    ...(proposedAt === undefined
      ? []
      : ([['Proposed', `${momentInWords(proposedAt)}${by(proposedBy)}`]] as [string, string][])),
    ...(revokedAt === undefined
      ? []
      : ([['Ended', `${momentInWords(revokedAt)}${by(revokedBy)}`]] as [string, string][])),
  ];
  return facts.map(([key, value]) => ({ key: { text: key }, value: { text: value } }));
}

function by(name: string | undefined): string {
  return name === undefined ? '' : `, by ${name}`;
}

function whatFlowsMean(version: Version, unsigned: number, today: string): string {
  const state = stateOf(version, today);
  if (state === 'in-force') {
    return unsigned === 0
      ? 'This is in force now, between all of its parties.'
      : 'This is in force now, between the parties that have signed. The others give and receive nothing.';
  }
  if (state === 'agreed') return 'This will be so between the parties that have signed by then.';
  if (state === 'waiting') return 'This would be so if every party signed. Nothing is shared yet.';
  return 'Nothing is shared by this version now.';
}
