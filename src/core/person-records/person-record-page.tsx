import { versionPath } from '#core/access/agreements/paths.ts';
import { purposes, type Purpose } from '#core/access/purposes.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, SummaryList, Tag } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import {
  changePersonRecordPath,
  newDetailPath,
  personRecordsPath,
  removedDetailPath,
} from './paths.ts';
import {
  capacities,
  detailKindNames,
  detailKinds,
  nameOf,
  regimes,
  type Detail,
  type DetailKind,
} from './person-record.ts';
import { placeKinds } from './place-kinds.ts';
import type { SeenRecord } from './read-person-records.ts';
import { reasonInWords, type Reason } from './why-seen.ts';

export type PersonRecordPageProps = {
  seen: SeenRecord;
  purpose: Purpose | undefined;
  reader: { agencyId: string; agencyName: string; mayWrite: boolean };
  /** Where the reader shows again who they are, and comes back from. */
  stepUpPath: string;
  /** What else there is to do with this record, for this reader. */
  links: readonly { href: string; text: string }[];
  /** One for each form that takes something away. */
  makeKey: () => string;
};

/** A person as one agency holds them, with why this reader sees them. */
export function PersonRecordPage(props: PersonRecordPageProps) {
  const { seen, purpose, reader } = props;
  const { record } = seen;
  const isOwn = record.ownerAgencyId === reader.agencyId && reader.mayWrite;
  return (
    <WorkspacePage
      title="Person record"
      back={{ href: personRecordsPath(), text: 'Find a person' }}
    >
      <span class="govuk-caption-l">Held by {record.ownerAgencyName}</span>
      <h1 class="govuk-heading-l">{nameOf(record)}</h1>
      {record.isRestricted && (
        <p class="govuk-body">
          <Tag text="Restricted" classes="govuk-tag--red" /> Only people named on it see this
          record.
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="#why">
          Why can I see this?
        </a>
      </p>
      <SummaryList rows={factsOf(seen)} />
      {isOwn && (
        <Button
          href={changePersonRecordPath(record.id)}
          text="Change"
          classes="govuk-button--secondary"
        />
      )}
      {props.links.length > 0 && (
        <ul class="govuk-list" aria-label="More about this record">
          {props.links.map(({ href, text }) => (
            <li key={href}>
              <a class="govuk-link" href={href}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      {detailKindNames.map((kind) => (
        <Part key={kind} kind={kind} isOwn={isOwn} {...props} />
      ))}
      <h2 class="govuk-heading-m" id="why">
        Why can I see this?
      </h2>
      {purpose !== undefined && (
        <p class="govuk-body">You are looking for this reason: {purposes[purpose]}.</p>
      )}
      <ul class="govuk-list govuk-list--bullet">
        {seen.reasons.map((reason) => (
          <Why
            key={`${reason.path} ${'id' in reason ? reason.id : ''}`}
            reason={reason}
            agency={{ mine: reader.agencyName, owner: record.ownerAgencyName }}
          />
        ))}
      </ul>
      <p class="govuk-body">
        That you looked, when and why is recorded, and the agency that holds it can see it.
      </p>
    </WorkspacePage>
  );
}

/** One reason, with the power it rests on and where its agreement and signatures can be read. */
function Why({ reason, agency }: { reason: Reason; agency: { mine: string; owner: string } }) {
  const gateway = 'gateway' in reason ? reason.gateway : null;
  return (
    <li>
      {reasonInWords(reason, agency)}
      {gateway !== null && ` The power it rests on: ${gateway}.`}
      {reason.path === 'agreement' && (
        <>
          {' '}
          <a class="govuk-link" href={versionPath(reason.id, reason.version)}>
            Read this agreement, and who signed it
          </a>
        </>
      )}
    </li>
  );
}

function factsOf({ record }: SeenRecord) {
  return [
    ['Date of birth', record.bornOn === null ? 'Not known' : dayInWords(record.bornOn)],
    ['Held as', capacities[record.heldAs]],
    ['Rules', regimes[record.processing]],
    ['Last changed', momentInWords(record.changedAt)],
  ].map(([key = '', text = '']) => ({ key: { text: key }, value: { text } }));
}

/** A part without a line: on a restricted record not even its own agency sees every part. */
function emptyWords(isOfReader: boolean, isRestricted: boolean): string {
  if (!isOfReader) return 'Nothing is written here, or nothing is shared with you.';
  return isRestricted
    ? 'Nothing is written here, or you are not named for it.'
    : 'Nothing is written here yet.';
}

function Part(props: PersonRecordPageProps & { kind: DetailKind; isOwn: boolean }) {
  const { kind, seen, isOwn, stepUpPath } = props;
  const isHidden = kind === 'location' && !seen.mayShowLocations;
  return (
    <section aria-labelledby={`part-${kind}`}>
      <h2 class="govuk-heading-m" id={`part-${kind}`}>
        {detailKinds[kind]}
      </h2>
      {isHidden ? (
        <p class="govuk-body">
          <a class="govuk-link" href={stepUpPath}>
            Show again who you are
          </a>{' '}
          to see what you may of this.
        </p>
      ) : (
        <Lines {...props} lines={seen.details[kind]} />
      )}
      {isOwn && (
        <p class="govuk-body">
          <a class="govuk-link" href={newDetailPath(seen.record.id, kind)}>
            Add<span class="govuk-visually-hidden"> to: {detailKinds[kind]}</span>
          </a>
        </p>
      )}
    </section>
  );
}

function Lines(
  props: PersonRecordPageProps & { kind: DetailKind; isOwn: boolean; lines: readonly Detail[] },
) {
  const { kind, lines, isOwn, seen, reader, makeKey } = props;
  if (lines.length === 0) {
    const isOfReader = seen.record.ownerAgencyId === reader.agencyId;
    return <p class="govuk-body">{emptyWords(isOfReader, seen.record.isRestricted)}</p>;
  }
  return (
    <ul class="govuk-list govuk-list--spaced">
      {lines.map((line) => (
        <li key={line.id}>
          {line.text}
          {line.note !== '' && <br />}
          {noteOf(kind, line.note)}
          {isOwn && (
            <PostForm
              action={removedDetailPath(seen.record.id, kind, line.id)}
              idempotencyKey={makeKey()}
            >
              <button
                class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0"
                type="submit"
              >
                Remove<span class="govuk-visually-hidden"> {line.text}</span>
              </button>
            </PostForm>
          )}
        </li>
      ))}
    </ul>
  );
}

function noteOf(kind: DetailKind, note: string): string {
  if (kind === 'location') return placeKinds[note as keyof typeof placeKinds] ?? note;
  return kind === 'contact' && note !== '' ? `How to reach them safely: ${note}` : note;
}
