import { isPurpose } from '#core/access/purposes.ts';
import { homePath } from '#core/home/paths.ts';
import { personRecordPath } from '#core/person-records/paths.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, SummaryList } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { momentInWords } from '#platform/calendar.ts';
import { fieldsInWords, type CorrectionNotice } from './correction.ts';
import { acknowledgementPath } from './paths.ts';

/** What other agencies put right in records that this one was given. */
export function CorrectionsPage(props: {
  notices: readonly CorrectionNotice[];
  makeKey: () => string;
}) {
  const waiting = props.notices.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const done = props.notices.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
  return (
    <WorkspacePage title="Corrections for your agency" back={{ href: homePath(), text: 'Home' }}>
      <h1 class="govuk-heading-l">Corrections for your agency</h1>
      <p class="govuk-body">
        Another agency found that a record was wrong which people of yours were shown. Put right
        what your agency noted from it, and say that you have.
      </p>
      <h2 class="govuk-heading-m">Waiting for you</h2>
      {waiting.length === 0 && <p class="govuk-body">No correction waits for your agency.</p>}
      {waiting.map((notice) => (
        <Notice key={notice.correctionId} notice={notice} makeKey={props.makeKey} />
      ))}
      {done.length > 0 && <h2 class="govuk-heading-m">Done</h2>}
      {done.map((notice) => (
        <Notice key={notice.correctionId} notice={notice} makeKey={props.makeKey} />
      ))}
    </WorkspacePage>
  );
}

function Notice({ notice, makeKey }: { notice: CorrectionNotice; makeKey: () => string }) {
  const { correctionId, recordId, ownerName, acknowledgedAt, acknowledgedByName } = notice;
  const heading = `notice-${correctionId}`;
  const purpose = isPurpose(notice.purpose) ? notice.purpose : undefined;
  const rows = [
    ['Their record', recordId.slice(0, 8)],
    ['What was wrong in', fieldsInWords(notice.fields)],
    ['In their words', notice.what ?? 'The record has been disposed of since.'],
    ['Shown to', notice.shownTo.join(', ')],
    ...(acknowledgedAt === null
      ? []
      : [['Put right', `${acknowledgedByName ?? ''}, ${momentInWords(acknowledgedAt)}`]]),
  ];
  return (
    <section aria-labelledby={heading}>
      <h3 class="govuk-heading-s" id={heading}>
        {ownerName}, {momentInWords(notice.madeAt)}
      </h3>
      <SummaryList
        rows={rows.map(([key = '', text = '']) => ({ key: { text: key }, value: { text } }))}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={personRecordPath(recordId, purpose)}>
          Open the record
          <span class="govuk-visually-hidden"> {recordId.slice(0, 8)}</span>
        </a>
        , if your agency may still see it.
      </p>
      {acknowledgedAt === null && (
        <PostForm action={acknowledgementPath(correctionId)} idempotencyKey={makeKey()}>
          <Button text="We have put it right" preventDoubleClick />
        </PostForm>
      )}
    </section>
  );
}
