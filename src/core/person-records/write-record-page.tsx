import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Input, Radios, SummaryList, Textarea } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { dayInWords, momentInWords } from '#platform/calendar.ts';
import { BornOnField } from './born-on-field.tsx';
import { changePersonRecordPath, personRecordPath, personRecordsPath } from './paths.ts';
import { capacities, nameOf, regimes, type PersonRecord } from './person-record.ts';

export type WriteRecordPageProps = {
  idempotencyKey: string;
  /** The record to be changed, as it is now; undefined for a new one. */
  record: PersonRecord | undefined;
  /** Somebody changed it while this one was being written. */
  isStale?: boolean;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** A new record, or a change of one. */
export function WriteRecordPage(props: WriteRecordPageProps) {
  const { record, errors, isStale } = props;
  const title = record === undefined ? 'Make a new record' : 'Change this record';
  const back =
    record === undefined
      ? { href: personRecordsPath(), text: 'Find a person' }
      : { href: personRecordPath(record.id), text: 'Back to the record' };
  return (
    <WorkspacePage title={title} back={back} errors={errors}>
      {record !== undefined && <span class="govuk-caption-l">{nameOf(record)}</span>}
      <h1 class="govuk-heading-l">{title}</h1>
      {isStale === true && record !== undefined && <AsItIsNow record={record} />}
      {record === undefined && (
        <p class="govuk-body">
          Look first whether your agency holds one already. Your agency owns the record. Others see
          it only where an agreement that your agency has signed says so.
        </p>
      )}
      <TheForm {...props} />
    </WorkspacePage>
  );
}

function AsItIsNow({ record }: { record: PersonRecord }) {
  const rows = [
    ['Name', nameOf(record)],
    ['Date of birth', record.bornOn === null ? 'Not known' : dayInWords(record.bornOn)],
    ['Held as', capacities[record.heldAs]],
    ['Rules', regimes[record.processing]],
    ['Changed', momentInWords(record.changedAt)],
  ];
  return (
    <section class="govuk-inset-text" aria-labelledby="now">
      <h2 class="govuk-heading-m" id="now">
        Somebody changed this record before you saved
      </h2>
      <p class="govuk-body">Nothing of yours is saved yet. This is how the record is now:</p>
      <SummaryList
        rows={rows.map(([key = '', text = '']) => ({ key: { text: key }, value: { text } }))}
      />
      <p class="govuk-body">Below is what you typed. Save it again if it is still right.</p>
    </section>
  );
}

function TheForm({ idempotencyKey, record, values: typed, errors }: WriteRecordPageProps) {
  const values = typed ?? (record === undefined ? {} : valuesOf(record));
  const choices = (among: Readonly<Record<string, string>>, field: string) =>
    Object.entries(among).map(([value, text]) => ({
      value,
      text,
      checked: values[field] === value,
    }));
  return (
    <PostForm
      action={
        record === undefined ? personRecordsPath() + '/new' : changePersonRecordPath(record.id)
      }
      idempotencyKey={idempotencyKey}
      hidden={record === undefined ? {} : { version: String(record.version) }}
    >
      {(
        [
          ['givenNames', 'First names'],
          ['familyName', 'Family name'],
        ] as const
      ).map(([field, label]) => (
        <Input
          key={field}
          id={field}
          name={field}
          label={{ text: label, classes: 'govuk-label--s' }}
          value={values[field] ?? ''}
          autocomplete="off"
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, field)}
        />
      ))}
      <BornOnField
        isStrong
        hint="Leave it empty if nobody knows. For example, 27 3 2008."
        values={values}
        errors={errors}
      />
      <Radios
        name="heldAs"
        idPrefix="heldAs"
        fieldset={{
          legend: {
            text: 'In which capacity do you hold them?',
            classes: 'govuk-fieldset__legend--s',
          },
        }}
        hint={{
          text: 'This is about this record. Another agency may hold the same person in another.',
        }}
        items={choices(capacities, 'heldAs')}
        errorMessage={errorFor(errors, 'heldAs')}
      />
      <Radios
        name="processing"
        idPrefix="processing"
        fieldset={{
          legend: {
            text: 'Under which rules do you hold this record?',
            classes: 'govuk-fieldset__legend--s',
          },
        }}
        items={choices(regimes, 'processing')}
        errorMessage={errorFor(errors, 'processing')}
      />
      {record !== undefined && <WasItWrong values={values} errors={errors} />}
      <Button text={record === undefined ? 'Make the record' : 'Save'} preventDoubleClick />
    </PostForm>
  );
}

function WasItWrong(props: { values: FieldValues; errors: FieldErrors | undefined }) {
  const { values, errors } = props;
  const isCorrection = values['isCorrection'] === 'yes';
  return (
    <>
      <Radios
        name="isCorrection"
        idPrefix="isCorrection"
        fieldset={{
          legend: { text: 'Why do you change it?', classes: 'govuk-fieldset__legend--s' },
        }}
        items={[
          { value: 'no', text: 'Something is different now', checked: !isCorrection },
          { value: 'yes', text: 'This corrects something that was wrong', checked: isCorrection },
        ]}
      />
      <Textarea
        id="wrong"
        name="wrong"
        label={{ text: 'What was wrong? (only for a correction)', classes: 'govuk-label--s' }}
        hint={{
          text: 'The information governance leads of every agency that was given this record read your words. Name nobody else in them.',
        }}
        rows={2}
        value={values['wrong'] ?? ''}
        errorMessage={errorFor(errors, 'wrong')}
      />
    </>
  );
}

function valuesOf(record: PersonRecord): FieldValues {
  const [year = '', month = '', day = ''] = record.bornOn?.split('-') ?? [];
  return {
    givenNames: record.givenNames,
    familyName: record.familyName,
    heldAs: record.heldAs,
    processing: record.processing,
    'born-day': day,
    'born-month': month,
    'born-year': year,
  };
}
