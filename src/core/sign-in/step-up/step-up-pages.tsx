import { PasskeyForm } from '#core/sign-in/passkeys/passkey-form.tsx';
import {
  passkeyChallengePath,
  passkeyStepUpPath,
  providerStepUpPath,
  stepUpPath,
} from '#core/sign-in/paths.ts';
import { CodeInput } from '#core/sign-in/second-step/code-input.tsx';
import { stepUpMinutes } from '#core/sign-in/session-limits.ts';
import { Button } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors } from '#platform/forms/parse-form.ts';
import { fieldsOf, type KeptForm } from './kept-form.ts';

/** What the person who is asked can answer with. */
export type StepUpWays = {
  hasAuthenticator: boolean;
  hasPasskey: boolean;
  /** The name of the provider that their session came through. */
  provider: string | undefined;
  isInvented: boolean;
};

export type StepUpPageProps = {
  ways: StepUpWays;
  next: string | undefined;
  kept: KeptForm | undefined;
  errors?: FieldErrors | undefined;
};

/** Asks somebody who is signed in to show that it is they who sit there. */
export function StepUpPage({ ways, next, kept, errors }: StepUpPageProps) {
  const keptText = kept === undefined ? undefined : JSON.stringify(kept);
  return (
    <WorkspacePage title="Check that it is you" errors={errors}>
      <h1 class="govuk-heading-l">Check that it is you</h1>
      <p class="govuk-body">
        What you are about to do needs more care than usual. You will not be asked again for{' '}
        {stepUpMinutes} minutes.
      </p>
      {kept !== undefined && (
        <p class="govuk-inset-text">What you filled in is kept on this page. It is not sent yet.</p>
      )}
      {ways.hasPasskey && (
        <PasskeyForm
          action={passkeyStepUpPath()}
          challenge={passkeyChallengePath('step-up')}
          use="existing"
          button="Use your passkey"
          hidden={{ next, kept: keptText }}
        />
      )}
      {(ways.hasAuthenticator || ways.isInvented) && (
        <form action={stepUpPath()} method="post" noValidate>
          {next !== undefined && <input type="hidden" name="next" value={next} />}
          {keptText !== undefined && <input type="hidden" name="kept" value={keptText} />}
          {ways.isInvented ? (
            <p class="govuk-body">
              This is the demonstration, so nobody is asked. A real person would give a code from
              their phone here, or use a passkey.
            </p>
          ) : (
            <CodeInput errors={errors} />
          )}
          <Button text="Continue" preventDoubleClick />
        </form>
      )}
      {ways.provider !== undefined && <ProviderWay name={ways.provider} next={next} kept={kept} />}
      {isWithoutWay(ways) && (
        <p class="govuk-body">
          Your passkey needs a browser that runs script. Sign out, and sign in with it there.
        </p>
      )}
    </WorkspacePage>
  );
}

function ProviderWay(props: {
  name: string;
  next: string | undefined;
  kept: KeptForm | undefined;
}) {
  return (
    <>
      <p class="govuk-body">
        {props.name} asks you to sign in once more, and sends you back here.
        {props.kept !== undefined && ' What you filled in will have to be filled in again.'}
      </p>
      <p>
        <a
          class="govuk-button"
          href={providerStepUpPath(props.next)}
          role="button"
          draggable={false}
        >
          Sign in at {props.name}
        </a>
      </p>
    </>
  );
}

function isWithoutWay({ hasAuthenticator, isInvented, provider }: StepUpWays): boolean {
  return !hasAuthenticator && !isInvented && provider === undefined;
}

/** Once they have: the form they had filled in, to send as it was. */
export function SendKeptFormPage({ kept }: { kept: KeptForm }) {
  return (
    <WorkspacePage title="Thank you">
      <h1 class="govuk-heading-l">Thank you</h1>
      <p class="govuk-body">Nothing is done yet. What you filled in is still here.</p>
      <form action={kept.path} method="post">
        {fieldsOf(kept).map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
        <Button text="Do it now" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}
