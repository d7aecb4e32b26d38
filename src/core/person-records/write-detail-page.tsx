import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Input, Radios, Textarea } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { newDetailPath, personRecordPath } from './paths.ts';
import { detailKinds, nameOf, type DetailKind, type PersonRecord } from './person-record.ts';
import { placeKinds } from './place-kinds.ts';

export type WriteDetailPageProps = {
  idempotencyKey: string;
  record: PersonRecord;
  kind: DetailKind;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

const questions: Readonly<Record<DetailKind, { label: string; hint: string; note?: string }>> = {
  alias: {
    label: 'Another name they use',
    hint: 'A nickname, an earlier name or another spelling.',
  },
  contact: {
    label: 'How they can be reached',
    hint: 'One phone number, email address or other way.',
    note: 'How to reach them safely: when, whether to leave a message, a code name',
  },
  location: {
    label: 'The address or place',
    hint: 'It is shown only to people who have just shown again who they are.',
  },
  health: {
    label: 'What others must know about their health',
    hint: 'Only what is needed. Health information has the narrowest rules of all.',
  },
  informant: {
    label: 'Who told you',
    hint: 'It is never shared by an agreement.',
    note: 'What they asked for, such as not to be named',
  },
};

/** One further part of a record. */
export function WriteDetailPage(props: WriteDetailPageProps) {
  const { record, kind, values, errors, idempotencyKey } = props;
  const { label, hint, note } = questions[kind];
  const isLong = kind === 'health' || kind === 'location';
  const field = {
    id: 'text',
    name: 'text',
    label: { text: label, classes: 'govuk-label--s' },
    hint: { text: hint },
    value: values?.['text'] ?? '',
    errorMessage: errorFor(errors, 'text'),
  };
  return (
    <WorkspacePage
      title={`Add: ${detailKinds[kind]}`}
      back={{ href: personRecordPath(record.id), text: 'Back to the record' }}
      errors={errors}
    >
      <span class="govuk-caption-l">{nameOf(record)}</span>
      <h1 class="govuk-heading-l">Add: {detailKinds[kind]}</h1>
      <PostForm action={newDetailPath(record.id, kind)} idempotencyKey={idempotencyKey}>
        {isLong ? (
          <Textarea {...field} rows={3} />
        ) : (
          <Input {...field} autocomplete="off" classes="govuk-!-width-two-thirds" />
        )}
        {kind === 'location' && (
          <Radios
            name="note"
            idPrefix="note"
            fieldset={{
              legend: { text: 'What is this place?', classes: 'govuk-fieldset__legend--s' },
            }}
            items={Object.entries(placeKinds).map(([value, text]) => ({
              value,
              text,
              checked: values?.['note'] === value,
            }))}
            errorMessage={errorFor(errors, 'note')}
          />
        )}
        {note !== undefined && (
          <Textarea
            id="note"
            name="note"
            label={{ text: note, classes: 'govuk-label--s' }}
            rows={3}
            value={values?.['note'] ?? ''}
            errorMessage={errorFor(errors, 'note')}
          />
        )}
        <Button text="Add" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}
