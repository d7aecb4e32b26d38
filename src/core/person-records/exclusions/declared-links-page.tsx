import { BornOnField } from '#core/person-records/born-on-field.tsx';
import { personRecordsPath } from '#core/person-records/paths.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { PostForm } from '#design-system/forms/post-form.tsx';
import { Button, Input, Radios } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { dayInWords } from '#platform/calendar.ts';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { linkKinds, type DeclaredLink } from './declared-link.ts';
import { declaredLinkEndPath, declaredLinksPath } from './paths.ts';

export type DeclaredLinksPageProps = {
  links: readonly DeclaredLink[];
  makeKey: () => string;
  values?: FieldValues | undefined;
  errors?: FieldErrors | undefined;
};

/** What somebody says of themselves, so that they never come upon somebody close to them. */
export function DeclaredLinksPage({ links, makeKey, values, errors }: DeclaredLinksPageProps) {
  return (
    <WorkspacePage
      title="People I must not look at"
      back={{ href: personRecordsPath(), text: 'Find a person' }}
      errors={errors}
    >
      <h1 class="govuk-heading-l">People I must not look at</h1>
      <p class="govuk-body">
        Say who is close to you, and which addresses. The service then keeps you out of records
        about them, now and later. You are not told whether there are any. Nobody but you reads this
        list. A governance lead sees that you are kept out of a record, and by which kind of link.
      </p>
      {links.length === 0 ? (
        <p class="govuk-inset-text">You have not named anybody or any address yet.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {links.map((link) => (
            <li key={link.id}>
              {link.words}
              {link.bornOn !== null && `, born ${dayInWords(link.bornOn)}`}
              <PostForm action={declaredLinkEndPath(link.id)} idempotencyKey={makeKey()}>
                <button
                  class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0"
                  type="submit"
                >
                  Take off the list<span class="govuk-visually-hidden">: {link.words}</span>
                </button>
              </PostForm>
            </li>
          ))}
        </ul>
      )}
      <h2 class="govuk-heading-m">Add to the list</h2>
      <PostForm action={declaredLinksPath()} idempotencyKey={makeKey()}>
        <Radios
          name="kind"
          idPrefix="kind"
          fieldset={{ legend: { text: 'What is it?', classes: 'govuk-fieldset__legend--s' } }}
          items={Object.entries(linkKinds).map(([value, text]) => ({
            value,
            text,
            checked: values?.['kind'] === value,
          }))}
          errorMessage={errorFor(errors, 'kind')}
        />
        <Input
          id="words"
          name="words"
          label={{ text: 'The full name, address, number or email', classes: 'govuk-label--s' }}
          hint={{ text: 'An address with its number and postcode.' }}
          value={values?.['words'] ?? ''}
          autocomplete="off"
          spellcheck={false}
          errorMessage={errorFor(errors, 'words')}
        />
        <BornOnField
          isStrong
          hint="Only for a person. For example, 27 3 2008."
          values={values}
          errors={errors}
        />
        <Button text="Add to the list" preventDoubleClick />
      </PostForm>
      <p class="govuk-body">
        Taking something off the list lets you into nothing that you are kept out of already. Ask
        your information governance lead.
      </p>
    </WorkspacePage>
  );
}
