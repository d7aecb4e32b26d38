import { PasskeyForm } from '#core/sign-in/passkeys/passkey-form.tsx';
import {
  firstAuthenticatorPath,
  firstPasskeyPath,
  passkeyChallengePath,
  passkeyEntryPath,
  recoveryStepPath,
  secondStepPath,
  signOutPath,
} from '#core/sign-in/paths.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Button, Input } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { AuthenticatorFields, type AuthenticatorFieldsProps } from './authenticator-fields.tsx';
import { CodeInput } from './code-input.tsx';
import type { SecondSteps } from './find-second-steps.ts';
import { recoveryCodesInAll } from './recovery-code.ts';

type PageProps = { next: string | undefined; errors?: FieldErrors | undefined };

/** After the password: a code, or a passkey. */
export function SecondStepPage({ next, errors, steps }: PageProps & { steps: SecondSteps }) {
  return (
    <WorkspacePage title="Check that it is you" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Check that it is you</h1>
      {steps.passkeys > 0 && (
        <PasskeyForm
          action={passkeyEntryPath()}
          challenge={passkeyChallengePath('sign-in')}
          use="existing"
          button="Use your passkey"
          hidden={{ next }}
        />
      )}
      {steps.hasAuthenticator ? (
        <form action={secondStepPath()} method="post" noValidate>
          <Next next={next} />
          <CodeInput errors={errors} />
          <Button text="Continue" preventDoubleClick />
        </form>
      ) : (
        <noscript>
          <p class="govuk-body">
            Your passkey needs a browser that runs script. Use another browser, or a recovery code.
          </p>
        </noscript>
      )}
      <p class="govuk-body">
        If you cannot do this,{' '}
        <a class="govuk-link" href={recoveryStepPath(next)}>
          use a recovery code
        </a>
        .
      </p>
      <StartAgain />
    </WorkspacePage>
  );
}

/** After the password, for somebody who has lost what they use for the second step. */
export function RecoveryStepPage({ next, errors }: PageProps) {
  return (
    <WorkspacePage
      title="Use a recovery code"
      homeHref="/"
      errors={errors}
      back={{ href: secondStepPath(next) }}
    >
      <h1 class="govuk-heading-l">Use a recovery code</h1>
      <p class="govuk-body">
        You were given {recoveryCodesInAll} recovery codes when you set up your second step. Each
        works once.
      </p>
      <form action={recoveryStepPath()} method="post" noValidate>
        <Next next={next} />
        <Input
          id="code"
          name="code"
          label={{ text: 'Recovery code' }}
          hint={{ text: 'For example, bcdf-2345-ghjk-6789-mnpq-rstv' }}
          autocomplete="off"
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'code')}
        />
        <Button text="Continue" preventDoubleClick />
      </form>
      <p class="govuk-body">
        If you have no codes left, ask your administrator. They can let you set up your sign-in
        again.
      </p>
      <StartAgain />
    </WorkspacePage>
  );
}

/** For somebody new: nobody gets anywhere with a password alone. */
export function SetUpPage({ next, errors, ...fields }: PageProps & AuthenticatorFieldsProps) {
  return (
    <WorkspacePage title="Set up your second step" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Set up your second step</h1>
      <p class="govuk-body">
        A password alone does not open this service. From now on you also use an authenticator app
        on your phone, or a passkey.
      </p>
      <PasskeyForm
        action={firstPasskeyPath()}
        challenge={passkeyChallengePath('new')}
        use="new"
        button="Use a passkey"
        isSecondary
        hidden={{ next, name: 'My first passkey' }}
      >
        <h2 class="govuk-heading-m">A passkey</h2>
        <p class="govuk-body">
          Your phone, computer or security key asks for your fingerprint, face or PIN. You need no
          code.
        </p>
      </PasskeyForm>
      <h2 class="govuk-heading-m">An authenticator app</h2>
      <form action={firstAuthenticatorPath()} method="post" noValidate>
        <Next next={next} />
        <AuthenticatorFields {...fields} errors={errors} />
        <Button text="Continue" preventDoubleClick />
      </form>
      <StartAgain />
    </WorkspacePage>
  );
}

function Next({ next }: { next: string | undefined }) {
  return next === undefined ? null : <input type="hidden" name="next" value={next} />;
}

function StartAgain() {
  return (
    <form action={signOutPath()} method="post">
      <button type="submit" class="govuk-link app-link-button">
        Sign in as somebody else
      </button>
    </form>
  );
}
