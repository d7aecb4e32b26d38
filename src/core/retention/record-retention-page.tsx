import { personRecordPath } from '#core/person-records/paths.ts';
import { nameOf } from '#core/person-records/person-record.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, SummaryList, Textarea, WarningText } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { PlainTable } from '#design-system/tables/plain-table.tsx';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { dueForReviewPath, retentionDecisionPath } from './paths.ts';
import {
  decisions,
  holdOf,
  proposalOf,
  whyNotDecided,
  type Decision,
  type DecisionKind,
  type RecordRetention,
} from './retention.ts';
import { NextDayField } from './next-day-field.tsx';

export type RecordRetentionPageProps = {
  retention: RecordRetention;
  /** What the rule is called that it is kept by. */
  ruleName: string | undefined;
  today: string;
  readerId: string;
  makeKey: () => string;
  /** The decision that was sent and refused. */
  refused?: { decision: DecisionKind; values: FieldValues; errors: FieldErrors } | undefined;
};

/** What is decided about keeping one record, and the forms to decide with. */
export function RecordRetentionPage(props: RecordRetentionPageProps) {
  const { retention, ruleName, refused } = props;
  const { record, reviewOn, decisions: made } = retention;
  const hold = holdOf(made);
  const facts = [
    ['Day of review', reviewOn === null ? 'Now: no rule is for it' : dayInWords(reviewOn)],
    ['Rule', ruleName ?? 'None'],
    ['Legal hold', hold === undefined ? 'None' : `${hold.reason} (${hold.decidedByName})`],
    ['Last changed', momentInWords(record.changedAt)],
  ];
  return (
    <WorkspacePage
      title="Keep or dispose"
      back={{ href: dueForReviewPath(), text: 'Records due for review' }}
      errors={refused?.errors}
    >
      <span class="govuk-caption-l">Keep or dispose</span>
      <h1 class="govuk-heading-l">{nameOf(record)}</h1>
      <SummaryList
        rows={facts.map(([key = '', text = '']) => ({ key: { text: key }, value: { text } }))}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={personRecordPath(record.id)}>
          Read the record
        </a>
      </p>
      <Disposal {...props} />
      <DecisionForm {...props} kind="kept" heading="Keep it" button="Keep" />
      <DecisionForm {...props} kind="hold-set" heading="Legal hold" button="Set a legal hold" />
      <DecisionForm {...props} kind="hold-lifted" heading="Legal hold" button="Lift the hold" />
      <DecisionForm
        {...props}
        kind="disposal-proposed"
        heading="Dispose of it"
        button="Propose disposal"
      />
      <PlainTable
        id="decisions"
        caption="What was decided, the latest last"
        columns={decisionColumns}
        rows={made}
        empty="Nothing was decided about this record yet."
      />
    </WorkspacePage>
  );
}

function Disposal({ retention, readerId, makeKey }: RecordRetentionPageProps) {
  const proposal = proposalOf(retention.decisions);
  if (proposal === undefined) return null;
  const { id } = retention.record;
  return (
    <section aria-labelledby="disposal">
      <h2 class="govuk-heading-m" id="disposal">
        Disposal is proposed
      </h2>
      <p class="govuk-body">
        {proposal.decidedByName} proposed it on {momentInWords(proposal.decidedAt)}:{' '}
        {proposal.reason}
      </p>
      {holdOf(retention.decisions) !== undefined ? (
        <p class="govuk-inset-text">Nothing under a legal hold is disposed of.</p>
      ) : proposal.decidedBy === readerId ? (
        <p class="govuk-inset-text">A second information governance lead has to dispose of it.</p>
      ) : (
        <PostForm action={retentionDecisionPath(id, 'disposal')} idempotencyKey={makeKey()}>
          <WarningText
            text="The record and all its parts are deleted for good. The audit log can no longer say that it was about this person."
            iconFallbackText="Warning"
          />
          <Button text="Dispose of the record" classes="govuk-button--warning" preventDoubleClick />
        </PostForm>
      )}
      <PostForm action={retentionDecisionPath(id, 'disposal-withdrawn')} idempotencyKey={makeKey()}>
        <Button text="Call it off" classes="govuk-button--secondary" preventDoubleClick />
      </PostForm>
    </section>
  );
}

function DecisionForm(
  props: RecordRetentionPageProps & { kind: DecisionKind; heading: string; button: string },
) {
  const { kind, retention, today, refused, heading, button } = props;
  if (whyNotDecided(kind, retention, today) !== undefined) return null;
  const mine = refused?.decision === kind ? refused : undefined;
  return (
    <section aria-labelledby={`${kind}-heading`}>
      <h2 class="govuk-heading-m" id={`${kind}-heading`}>
        {heading}
      </h2>
      <PostForm
        action={retentionDecisionPath(retention.record.id, kind)}
        idempotencyKey={props.makeKey()}
      >
        <Textarea
          id={mine === undefined ? `${kind}-reason` : 'reason'}
          name="reason"
          label={{ text: 'Why?', classes: 'govuk-label--s' }}
          rows={2}
          value={mine?.values['reason'] ?? ''}
          errorMessage={errorFor(mine?.errors, 'reason')}
        />
        {kind === 'kept' && <NextDayField values={mine?.values} errors={mine?.errors} />}
        <Button text={button} classes="govuk-button--secondary" preventDoubleClick />
      </PostForm>
    </section>
  );
}

const decisionColumns: readonly Column<Decision>[] = [
  { key: 'what', heading: 'What', value: ({ decision }) => decisions[decision] },
  { key: 'when', heading: 'When', value: ({ decidedAt }) => momentInWords(decidedAt) },
  { key: 'who', heading: 'Who', value: ({ decidedByName }) => decidedByName },
  {
    key: 'why',
    heading: 'Why',
    isWide: true,
    value: ({ reason, nextOn }) =>
      nextOn === null ? reason : `${reason} To be looked at again on ${dayInWords(nextOn)}.`,
  },
];
