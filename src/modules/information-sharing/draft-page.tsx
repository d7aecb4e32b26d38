import type { Version } from '#core/access/agreements/agreement.ts';
import type { Flow } from '#core/access/agreements/flow.ts';
import { Button, Details, SummaryList, Tag, WarningText } from '#design-system/govuk/components.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { periodInWords } from './agreement-words.ts';
import { nameIn, type Names } from './names.ts';
import { sharingPaths } from './paths.ts';
import { joinFlows, joinTerms, type TermLine } from './term-lines.ts';
import { FlowTable, TermTable } from './term-tables.tsx';
import { VersionList } from './version-list.tsx';

export type DraftPageProps = {
  version: Version;
  flows: readonly Flow[];
  names: Names;
  /** Why it cannot be proposed yet, in sentences. */
  problems: readonly string[];
  mayEdit: boolean;
  today: string;
  makeKey: () => string;
  errors?: FieldErrors | undefined;
};

/** A draft with everything it says, and what to do next. */
export function DraftPage(props: DraftPageProps) {
  const { version, flows, names, problems, mayEdit, today, errors } = props;
  const { agreement, number, terms } = version;
  const lines = joinTerms(terms);
  const actionsFor = mayEdit
    ? (line: TermLine) => <LineActions {...props} line={line} />
    : undefined;
  return (
    <WorkspacePage
      title={`Draft: ${agreement.title}`}
      back={{ href: sharingPaths.register(), text: 'Sharing agreements' }}
      errors={errors}
      isWide
    >
      <span class="govuk-caption-l">Draft of version {number}</span>
      <h1 class="govuk-heading-l">{agreement.title}</h1>
      <p class="govuk-body">
        <Tag text="Draft" classes="govuk-tag--grey" /> Only your agency sees it. Nothing is shared
        by a draft.
      </p>
      <SummaryList rows={rowsOf(props)} />
      <TermTable direction="gives" lines={lines} names={names} actionsFor={actionsFor} />
      {mayEdit && <AddButton version={version} direction="gives" />}
      <TermTable direction="receives" lines={lines} names={names} actionsFor={actionsFor} />
      {mayEdit && <AddButton version={version} direction="receives" />}
      <Details summaryText="Who would get what from whom, if every party signed">
        <FlowTable lines={joinFlows(flows)} names={names} />
      </Details>
      <Next {...props} problems={problems} />
      {agreement.versions.length > 1 && (
        <VersionList agreement={agreement} shown={number} today={today} />
      )}
    </WorkspacePage>
  );
}

function rowsOf({ version, names, mayEdit }: DraftPageProps) {
  const { agreement, number, parties, summary } = version;
  const facts = [
    ['What it is for', summary, sharingPaths.words(agreement.id, number)],
    ['When it holds', periodInWords(version), sharingPaths.words(agreement.id, number)],
    [
      'Parties',
      parties.map(({ id }) => nameIn(names.agencies, id)).join(', '),
      sharingPaths.parties(agreement.id, number),
    ],
  ] as const;
  return facts.map(([key, text, href]) => ({
    key: { text: key },
    value: { text },
    ...(mayEdit && {
      actions: { items: [{ href, text: 'Change', visuallyHiddenText: key.toLowerCase() }] },
    }),
  }));
}

function AddButton(props: { version: Version; direction: 'gives' | 'receives' }) {
  const { agreement, number } = props.version;
  const verb = props.direction === 'gives' ? 'give' : 'receive';
  return (
    <Button
      href={sharingPaths.newTerms(agreement.id, number, { direction: props.direction })}
      text={`Add what parties ${verb}`}
      classes="govuk-button--secondary govuk-!-display-none-print"
    />
  );
}

function LineActions(props: DraftPageProps & { line: TermLine }) {
  const { version, names, line, makeKey } = props;
  const { agreement, number, revision } = version;
  const of = `what ${nameIn(names.agencies, line.agencyId)} ${line.direction}`;
  const { termIds: terms } = line;
  return (
    <div class="app-line-actions">
      <a class="govuk-link" href={sharingPaths.newTerms(agreement.id, number, { terms })}>
        Change<span class="govuk-visually-hidden"> {of}</span>
      </a>
      <PostForm
        action={sharingPaths.termRemoval(agreement.id, number)}
        idempotencyKey={makeKey()}
        hidden={{ revision: String(revision), terms: terms.join('.') }}
      >
        <button type="submit" class="app-link-button">
          Remove<span class="govuk-visually-hidden"> {of}</span>
        </button>
      </PostForm>
    </div>
  );
}

function Next({ version, problems, mayEdit }: DraftPageProps) {
  const { agreement, number } = version;
  return (
    <section aria-labelledby="next" class="govuk-!-display-none-print" id="proposal">
      <h2 class="govuk-heading-m" id="next">
        Next
      </h2>
      {problems.length > 0 && (
        <>
          <WarningText text="It cannot be proposed yet." iconFallbackText="Warning" />
          <ul class="govuk-list govuk-list--bullet">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </>
      )}
      <div class="govuk-button-group">
        {mayEdit && problems.length === 0 && (
          <Button
            href={sharingPaths.proposal(agreement.id, number)}
            text="See what would change, and propose it"
          />
        )}
        {problems.length > 0 && (
          <Button
            href={sharingPaths.effect(agreement.id, number)}
            text="See what would change"
            classes="govuk-button--secondary"
          />
        )}
        {mayEdit && (
          <a class="govuk-link" href={sharingPaths.disposal(agreement.id, number)}>
            Discard this draft
          </a>
        )}
      </div>
    </section>
  );
}
