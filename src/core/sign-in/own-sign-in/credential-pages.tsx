import { PasskeyForm } from '#core/sign-in/passkeys/passkey-form.tsx';
import {
  authenticatorPath,
  newPasskeyPath,
  ownPasswordPath,
  ownSignInPath,
  passkeyChallengePath,
  passkeyRemovalPath,
  recoveryCodesPath,
} from '#core/sign-in/paths.ts';
import { NewPasswordFields } from '#core/sign-in/new-password-fields.tsx';
import {
  AuthenticatorFields,
  type AuthenticatorFieldsProps,
} from '#core/sign-in/second-step/authenticator-fields.tsx';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';

type FormProps = { errors?: FieldErrors | undefined };
const back = { href: ownSignInPath() };

export function NewPasskeyPage({ errors, values }: FormProps & { values?: FieldValues }) {
  return (
    <WorkspacePage title="Add a passkey" errors={errors} back={back}>
      <h1 class="govuk-heading-l">Add a passkey</h1>
      <p class="govuk-body">
        Your phone, computer or security key asks for your fingerprint, face or PIN. It never leaves
        the device.
      </p>
      <noscript>
        <p class="govuk-inset-text">
          Passkeys need a browser that runs script. Use an authenticator app instead.
        </p>
      </noscript>
      <PasskeyForm
        action={newPasskeyPath()}
        challenge={passkeyChallengePath('new')}
        use="new"
        button="Add a passkey"
      >
        <Input
          id="name"
          name="name"
          label={{ text: 'Name' }}
          hint={{ text: 'So that you can tell it from others, like Work phone' }}
          autocomplete="off"
          value={values?.['name'] ?? ''}
          classes="govuk-!-width-one-half"
          errorMessage={errorFor(errors, 'name')}
        />
      </PasskeyForm>
    </WorkspacePage>
  );
}

export function RemovePasskeyPage({ id, name }: { id: string; name: string }) {
  return (
    <WorkspacePage title={`Remove the passkey ${name}`} back={back}>
      <h1 class="govuk-heading-l">Remove the passkey {name}</h1>
      <p class="govuk-body">
        It will not sign you in here any more. Your device may keep it in its list until you delete
        it there too.
      </p>
      <form action={passkeyRemovalPath(id)} method="post">
        <Button text="Remove it" classes="govuk-button--warning" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

export function AuthenticatorPage({ errors, ...fields }: FormProps & AuthenticatorFieldsProps) {
  return (
    <WorkspacePage title="Set up an authenticator app" errors={errors} back={back}>
      <h1 class="govuk-heading-l">Set up an authenticator app</h1>
      <p class="govuk-body">
        When you have done this, an app you set up before stops working here, and your other
        sessions end.
      </p>
      <form action={authenticatorPath()} method="post" noValidate>
        <AuthenticatorFields {...fields} errors={errors} />
        <Button text="Use this app" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

export function NewRecoveryCodesPage() {
  return (
    <WorkspacePage title="Make new recovery codes" back={back}>
      <h1 class="govuk-heading-l">Make new recovery codes</h1>
      <p class="govuk-body">The codes you have now will stop working.</p>
      <form action={recoveryCodesPath()} method="post">
        <Button text="Make new codes" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

export function OwnPasswordPage({ errors, email }: FormProps & { email: string }) {
  return (
    <WorkspacePage title="Change your password" errors={errors} back={back}>
      <h1 class="govuk-heading-l">Change your password</h1>
      <p class="govuk-body">Your other sessions end when you do this.</p>
      <form action={ownPasswordPath()} method="post" noValidate>
        <NewPasswordFields email={email} errors={errors} hasPresent />
        <Button text="Change it" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}
