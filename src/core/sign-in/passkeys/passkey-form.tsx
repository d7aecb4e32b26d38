import type { ComponentChildren } from 'preact';
import { Button } from '#design-system/govuk/components.ts';

export type PasskeyFormProps = {
  action: string;
  /** Where the page's script gets the challenge from. */
  challenge: string;
  /** Whether a passkey is used, or a new one made. */
  use: 'existing' | 'new';
  button: string;
  isSecondary?: boolean;
  hidden?: Readonly<Record<string, string | undefined>>;
  children?: ComponentChildren;
};

/** A form that the page's script fills in with a passkey's answer. Without script it is not there. */
export function PasskeyForm(props: PasskeyFormProps) {
  const { action, challenge, use, button, hidden, isSecondary } = props;
  return (
    <form
      action={action}
      method="post"
      noValidate
      hidden
      data-passkey={use}
      data-passkey-challenge={challenge}
    >
      <input type="hidden" name="attempt" value="" />
      <input type="hidden" name="answer" value="" />
      {Object.entries(hidden ?? {}).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {props.children}
      <p class="govuk-error-message" role="status" data-passkey-problem />
      <Button
        text={button}
        type="submit"
        classes={isSecondary === true ? 'govuk-button--secondary' : ''}
      />
    </form>
  );
}
