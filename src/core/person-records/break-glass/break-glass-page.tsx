import { BornOnField } from '#core/person-records/born-on-field.tsx';
import { personRecordsPath } from '#core/person-records/paths.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import {
  Button,
  Input,
  Radios,
  Select,
  Textarea,
  WarningText,
} from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import type { GlassStanding } from './broken-glass.ts';
import { breakGlassPath } from './paths.ts';

export type BreakGlassPageProps = {
  agencies: readonly { id: string; name: string }[];
  gateways: readonly { id: string; name: string; allows: string }[];
  standing: GlassStanding | 'unsealed' | 'too-many';
  idempotencyKey: string;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Opening one record of another agency at once, when somebody is in danger. */
export function BreakGlassPage(props: BreakGlassPageProps) {
  const { standing, errors } = props;
  return (
    <WorkspacePage
      title="Break the glass"
      back={{ href: personRecordsPath(), text: 'Find a person' }}
      errors={errors}
    >
      <h1 class="govuk-heading-l">Break the glass</h1>
      <p class="govuk-body">
        For when somebody may be seriously hurt and you need to know now who another agency knows
        them as, and how to reach them. If somebody is in danger now, ring 999 first.
      </p>
      {standing === 'free' ? <Form {...props} /> : <Suspended standing={standing} />}
    </WorkspacePage>
  );
}

const reasons: Readonly<Record<Exclude<BreakGlassPageProps['standing'], 'free'>, string>> = {
  'review-overdue':
    'You cannot break the glass, because a review of the last time is overdue. Ask the governance lead of that agency to review it. Until then, ring the agency that may know.',
  'not-justified':
    'You cannot break the glass, because a review found that it was not justified before. Talk to the governance lead of your own agency, who can let you do it again. Until then, ring the agency that may know.',
  unsealed:
    'Nobody can break the glass now, because the log of what is done is not sealed in time. Whoever runs the service has to mend that. Until then, ring the agency that may know.',
  'too-many':
    'You have tried too often. You can try 5 times an hour and 20 times a day. Until then, ring the agency that may know.',
};

function Suspended({ standing }: { standing: keyof typeof reasons }) {
  return <p class="govuk-inset-text">{reasons[standing]}</p>;
}

function Form({ agencies, gateways, idempotencyKey, values, errors }: BreakGlassPageProps) {
  return (
    <>
      <ul class="govuk-list govuk-list--bullet">
        <li>It opens one record, for one hour: who they are and how to reach them.</li>
        <li>The agency that holds it is told at once, and who works with the person.</li>
        <li>
          Its governance lead reviews by the end of the next working day whether it was right.
        </li>
        <li>Every try is recorded, whatever comes of it.</li>
      </ul>
      <PostForm action={breakGlassPath()} idempotencyKey={idempotencyKey}>
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
            value={values?.[field] ?? ''}
            autocomplete="off"
            spellcheck={false}
            classes="govuk-!-width-two-thirds"
            errorMessage={errorFor(errors, field)}
          />
        ))}
        <BornOnField
          isStrong
          hint="All of it. Names and date must be exactly as the agency holds them."
          values={values}
          errors={errors}
        />
        <Select
          id="agency"
          name="agency"
          label={{ text: 'Which agency do you ask?', classes: 'govuk-label--s' }}
          items={[
            { value: '', text: 'Choose one' },
            ...agencies.map(({ id, name }) => ({
              value: id,
              text: name,
              selected: values?.['agency'] === id,
            })),
          ]}
          errorMessage={errorFor(errors, 'agency')}
        />
        <Radios
          name="gateway"
          idPrefix="gateway"
          fieldset={{
            legend: { text: 'Which power do you rely on?', classes: 'govuk-fieldset__legend--s' },
          }}
          items={gateways.map(({ id, name, allows }) => ({
            value: id,
            text: name,
            hint: { text: allows },
            checked: values?.['gateway'] === id,
          }))}
          errorMessage={errorFor(errors, 'gateway')}
        />
        <Textarea
          id="reason"
          name="reason"
          rows={3}
          label={{ text: 'What is happening, and why can it not wait?', classes: 'govuk-label--s' }}
          hint={{ text: 'The governance lead of the other agency reads this. Name nobody.' }}
          value={values?.['reason'] ?? ''}
          errorMessage={errorFor(errors, 'reason')}
        />
        <WarningText
          text="You answer for this. If the review finds that it was not justified, you cannot do it again until your governance lead has talked with you."
          iconFallbackText="Warning"
        />
        <Button text="Break the glass" classes="govuk-button--warning" preventDoubleClick />
      </PostForm>
    </>
  );
}

/** The one answer when nothing was opened, for whatever reason. */
export function NothingOpenedPage() {
  return (
    <WorkspacePage
      title="No record was opened"
      back={{ href: breakGlassPath(), text: 'Break the glass' }}
    >
      <h1 class="govuk-heading-l">No record was opened</h1>
      <p class="govuk-body">
        The agency holds nobody of exactly this name and date of birth whose record can be opened by
        this power. Your try is recorded.
      </p>
      <p class="govuk-body">
        Check the spelling and the date, or ring the agency. If somebody is in danger now, ring 999.
      </p>
    </WorkspacePage>
  );
}
