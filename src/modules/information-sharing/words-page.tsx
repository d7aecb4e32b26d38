import type { ComponentChildren } from 'preact';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, CharacterCount, DateInput, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { longestSummary, longestTitle } from './agreement-form.ts';

export type WordsPageProps = {
  heading: string;
  back: { href: string; text: string };
  action: string;
  idempotencyKey: string;
  hidden?: Readonly<Record<string, string>>;
  /** Stays as it is once a version was proposed. */
  isTitleFixed?: boolean;
  button: string;
  values: FieldValues;
  errors?: FieldErrors | undefined;
  /** Further fields, or what stands above the form. */
  above?: ComponentChildren;
  below?: ComponentChildren;
};

/** Title, purpose and dates of an agreement. */
export function WordsPage(props: WordsPageProps) {
  const { heading, back, action, idempotencyKey, hidden, values, errors } = props;
  return (
    <WorkspacePage title={heading} back={back} errors={errors}>
      <h1 class="govuk-heading-l">{heading}</h1>
      {props.above}
      <PostForm
        action={action}
        idempotencyKey={idempotencyKey}
        hidden={{ ...hidden, ...(props.isTitleFixed === true && { title: values['title'] ?? '' }) }}
      >
        {props.isTitleFixed !== true && (
          <Input
            id="title"
            name="title"
            label={{ text: 'Title', classes: 'govuk-label--s' }}
            hint={{ text: `Up to ${longestTitle} characters. It is shown to every partner.` }}
            value={values['title'] ?? ''}
            errorMessage={errorFor(errors, 'title')}
          />
        )}
        <CharacterCount
          id="summary"
          name="summary"
          label={{ text: 'What is it for?', classes: 'govuk-label--s' }}
          hint={{ text: 'In plain words. Never name or describe a person.' }}
          maxlength={longestSummary}
          rows={4}
          value={values['summary'] ?? ''}
          errorMessage={errorFor(errors, 'summary')}
        />
        <Day name="from" legend="First day" values={values} errors={errors} />
        <Day
          name="until"
          legend="Day on which it ends"
          hint="It does not hold on that day any more."
          values={values}
          errors={errors}
        />
        {props.below}
        <Button text={props.button} preventDoubleClick />
      </PostForm>
    </WorkspacePage>
  );
}

type DayProps = Pick<WordsPageProps, 'values' | 'errors'> & {
  name: 'from' | 'until';
  legend: string;
  hint?: string;
};

function Day({ name, legend, hint, values, errors }: DayProps) {
  const error = errorFor(errors, `${name}-day`);
  return (
    <DateInput
      id={name}
      namePrefix={name}
      fieldset={{ legend: { text: legend, classes: 'govuk-fieldset__legend--s' } }}
      {...(hint === undefined ? {} : { hint: { text: hint } })}
      items={(['day', 'month', 'year'] as const).map((part) => ({
        name: part,
        value: values[`${name}-${part}`] ?? '',
        classes: `govuk-input--width-${part === 'year' ? 4 : 2}${error === undefined ? '' : ' govuk-input--error'}`,
      }))}
      errorMessage={error}
    />
  );
}
