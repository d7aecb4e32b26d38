import { auditOfRecordPath } from '#core/audit/paths.ts';
import { personRecordPath } from '#core/person-records/paths.ts';
import { inWords, type Colleague } from '#core/person-records/staff-store.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Radios, SummaryList, Textarea } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { untilInWords } from '#core/person-records/until-in-words.ts';
import { momentInWords } from '#platform/calendar.ts';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { findings, stateOf, type BrokenGlass } from './broken-glass.ts';
import { brokenGlassPath, glassPath } from './paths.ts';

export type GlassPageProps = {
  glass: BrokenGlass;
  staff: ReadonlyMap<string, Colleague>;
  /** What the record is called, where its reader may see it. */
  recordName: string | undefined;
  now: Date;
  idempotencyKey: string;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** One breaking of the glass, and its review. */
export function GlassPage(props: GlassPageProps) {
  const { glass, errors } = props;
  return (
    <WorkspacePage
      title="Glass broken for a record"
      back={{ href: brokenGlassPath(), text: 'Broken glass' }}
      errors={errors}
    >
      <h1 class="govuk-heading-l">Glass broken for a record</h1>
      <p class="govuk-body">
        Somebody of another agency opened a record of your agency in an emergency. They saw who the
        person is and how to reach them, for an hour at most, and nothing else.
      </p>
      <SummaryList rows={factsOf(props)} />
      {glass.mayReview && <Review {...props} />}
      {!glass.mayReview && glass.finding === null && (
        <p class="govuk-inset-text">
          An information governance lead of your agency reviews this. If your agency has none, an
          administrator has to give somebody that role.
        </p>
      )}
    </WorkspacePage>
  );
}

function factsOf({ glass, staff, recordName, now }: GlassPageProps) {
  const { finding, reviewedAt, reviewWords, reviewDue } = glass;
  const facts: [string, string | undefined][] = [
    ['Who', inWords(staff, glass.userId)],
    ['When', momentInWords(glass.brokenAt)],
    ['Open until', momentInWords(glass.until)],
    ['Their reason', glass.reason],
    ['The power they rely on', glass.gatewayName],
    ['Review', stateOf(glass, now)],
    ['Review due by', finding === null && reviewDue !== null ? untilInWords(reviewDue) : undefined],
    [
      'Reviewed',
      reviewedAt === null
        ? undefined
        : `${momentInWords(reviewedAt)}, by ${inWords(staff, glass.reviewedBy)}`,
    ],
    ['What was found', reviewWords ?? undefined],
  ];
  const rows = facts.flatMap(([key, text]) =>
    text === undefined ? [] : [{ key: { text: key }, value: { text } }],
  );
  if (recordName === undefined) return rows;
  const actions = [
    { href: personRecordPath(glass.recordId), text: 'See it', visuallyHiddenText: 'the record' },
    {
      href: auditOfRecordPath('person-record', glass.recordId),
      text: 'Who looked',
      visuallyHiddenText: 'at the record',
    },
  ];
  const items = glass.mayReview ? actions : actions.slice(0, 1);
  return [{ key: { text: 'Record' }, value: { text: recordName }, actions: { items } }, ...rows];
}

function Review({ glass, idempotencyKey, values, errors }: GlassPageProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Your review</h2>
      <p class="govuk-body">
        Talk to them if you need to. Was somebody in danger, was this the way to help, and was no
        more opened than was needed?
      </p>
      <PostForm action={glassPath(glass.id)} idempotencyKey={idempotencyKey}>
        <Radios
          name="finding"
          idPrefix="finding"
          fieldset={{ legend: { text: 'What do you find?', classes: 'govuk-fieldset__legend--s' } }}
          items={[
            { value: 'justified', text: findings.justified },
            {
              value: 'not-justified',
              text: findings['not-justified'],
              hint: {
                text: 'They cannot break the glass again until the governance lead of their own agency lets them.',
              },
            },
          ].map((item) => ({ ...item, checked: values?.['finding'] === item.value }))}
          errorMessage={errorFor(errors, 'finding')}
        />
        <Textarea
          id="words"
          name="words"
          rows={3}
          label={{ text: 'Why', classes: 'govuk-label--s' }}
          value={values?.['words'] ?? ''}
          errorMessage={errorFor(errors, 'words')}
        />
        <Button text="Save the review" preventDoubleClick />
      </PostForm>
    </>
  );
}
