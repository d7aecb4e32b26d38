import { Button, Input } from '#design-system/govuk/components.ts';

/** Looking for somebody who works here, by name or agency. Works in the address, for no such name is secret. */
export function FindStaffForm(props: { action: string; words: string; button?: string }) {
  return (
    <form action={props.action} method="get" noValidate>
      <Input
        id="who"
        name="who"
        label={{ text: 'Name or agency', classes: 'govuk-label--s' }}
        hint={{ text: 'The beginning is enough. For example, “hallam” or “dawn police”.' }}
        value={props.words}
        spellcheck={false}
        autocomplete="off"
        classes="govuk-!-width-two-thirds"
      />
      <Button text={props.button ?? 'Find them'} classes="govuk-button--secondary" />
    </form>
  );
}
