import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, DateInput, Radios } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { LastAdministratorWarning } from './last-administrator.tsx';
import { departurePath, userPath } from './paths.ts';
import { stateInWords, type Person } from './person.ts';
import { Changed } from './placement-page.tsx';

export type DeparturePageProps = {
  idempotencyKey: string;
  person: Person;
  isLast: boolean;
  isStale?: boolean;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** Ending somebody's access: at once, after a day, or not after all. */
export function DeparturePage(props: DeparturePageProps) {
  const { idempotencyKey, person, isLast, isStale, values, errors } = props;
  const isLeaving = person.state === 'leaving';
  const when = values?.['when'] ?? (isLeaving ? 'later' : undefined);
  return (
    <WorkspacePage
      title={`End ${person.name}’s access`}
      back={{ href: userPath(person.id), text: person.name }}
      errors={errors}
    >
      <span class="govuk-caption-l">{person.name}</span>
      <h1 class="govuk-heading-l">End their access</h1>
      {isStale === true && <Changed person={person} />}
      {isLeaving && <p class="govuk-body">{stateInWords(person)}.</p>}
      <p class="govuk-body">
        They are signed out everywhere and cannot come in again. What they did stays on record under
        their name. Only a new invitation lets them in again.
      </p>
      <PostForm
        action={departurePath(person.id)}
        idempotencyKey={idempotencyKey}
        hidden={{ version: String(person.version) }}
      >
        <Radios
          idPrefix="when"
          name="when"
          fieldset={{
            legend: { text: 'When does their access end?', classes: 'govuk-fieldset__legend--s' },
          }}
          errorMessage={errorFor(errors, 'when')}
          items={[
            { value: 'at-once', text: 'At once', checked: when === 'at-once' },
            {
              value: 'later',
              text: 'At the end of a day',
              hint: { text: 'Give the last day below' },
              checked: when === 'later',
            },
            ...(isLeaving
              ? [{ value: 'not', text: 'Not after all: they stay', checked: when === 'not' }]
              : []),
          ]}
        />
        <LastDay values={values} errors={errors} />
        {isLast && (
          <LastAdministratorWarning
            agencyName={person.agencyName}
            name={person.name}
            errors={errors}
          />
        )}
        <Button text="Save" classes="govuk-button--warning" preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}

function LastDay({ values, errors }: Pick<DeparturePageProps, 'values' | 'errors'>) {
  const hasError = errorFor(errors, 'day-day') !== undefined;
  const part = (name: 'day' | 'month' | 'year', width: 2 | 4) => ({
    name,
    value: values?.[`day-${name}`] ?? '',
    error: hasError,
    classes: `govuk-input--width-${width}`,
  });
  return (
    <DateInput
      id="day"
      namePrefix="day"
      fieldset={{ legend: { text: 'Their last day', classes: 'govuk-fieldset__legend--s' } }}
      hint={{ text: 'Only if it is not at once. For example, 27 3 2027' }}
      errorMessage={errorFor(errors, 'day-day')}
      items={[part('day', 2), part('month', 2), part('year', 4)]}
    />
  );
}
