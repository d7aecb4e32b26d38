import { PasskeyForm } from './passkeys/passkey-form.tsx';
import { Button, Input, PasswordInput } from '#design-system/govuk/components.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { homePath } from '#core/home/paths.ts';
import {
  chooseProviderPath,
  enterPath,
  forgottenPasswordPath,
  passkeyChallengePath,
  passkeyEntryPath,
  providerEntryPath,
  signInPath,
} from './paths.ts';
import type { IdentityProvider } from './providers/identity-provider.ts';

/** Somebody of the demonstration's story to enter as. */
export type PersonToEnterAs = {
  id: string;
  name: string;
  role: string;
  agency: string;
  why: string;
};

export type SignInPageProps = {
  next: string | undefined;
  values?: FieldValues;
  errors?: FieldErrors;
  /** Only where the demonstration is on; undefined anywhere else. */
  people: readonly PersonToEnterAs[] | undefined;
  /** Whose session this browser has already. */
  signedInAs?: string | undefined;
  /** Whether any agency's own sign-in is set up. */
  hasProviders: boolean;
  /** The agency's sign-in that the address which was refused belongs to. */
  provider?: Pick<IdentityProvider, 'id' | 'name'> | undefined;
};

export function SignInPage(props: SignInPageProps) {
  const { next, errors, people, signedInAs } = props;
  // Whoever has just been refused should not have to look for the form again.
  const isFormFirst = errors !== undefined;
  return (
    <WorkspacePage title="Sign in" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Sign in</h1>
      {signedInAs !== undefined && <AlreadySignedIn name={signedInAs} />}
      {isFormFirst && <Account {...props} />}
      {people !== undefined && (
        <PeopleToEnterAs people={people} next={next} isFormBelow={!isFormFirst} />
      )}
      {people !== undefined && !isFormFirst && (
        <h2 class="govuk-heading-m" id="account">
          Or sign in with an account
        </h2>
      )}
      {!isFormFirst && <Account {...props} />}
    </WorkspacePage>
  );
}

function AlreadySignedIn({ name }: { name: string }) {
  return (
    <p class="govuk-inset-text">
      You are signed in as {name}.{' '}
      <a class="govuk-link" href={homePath()}>
        Go to your home
      </a>
      , or sign in as somebody else, which signs {name} out.
    </p>
  );
}

function Account(props: SignInPageProps) {
  const { next, provider } = props;
  return (
    <>
      {provider !== undefined && (
        <p class="govuk-inset-text">
          People at this address sign in through {provider.name}.{' '}
          <a class="govuk-link" href={providerEntryPath(provider.id, next)}>
            Sign in at {provider.name}
          </a>
        </p>
      )}
      {props.hasProviders && props.errors === undefined && (
        <>
          <h2 class="govuk-heading-m">If your agency has its own sign-in</h2>
          <AgencyForm next={next} />
          <h2 class="govuk-heading-m govuk-!-margin-top-7">If it has none</h2>
        </>
      )}
      <PasskeyForm
        action={passkeyEntryPath()}
        challenge={passkeyChallengePath('sign-in')}
        use="existing"
        button="Sign in with a passkey"
        isSecondary
        hidden={{ next }}
      />
      <AccountForm {...props} />
    </>
  );
}

function AgencyForm({ next }: { next: string | undefined }) {
  return (
    <form action={chooseProviderPath()} method="post" noValidate>
      {next !== undefined && <input type="hidden" name="next" value={next} />}
      <Input
        id="work-email"
        name="workEmail"
        label={{ text: 'Your work email address' }}
        hint={{ text: 'It leads you to your agency' }}
        type="email"
        autocomplete="username"
        spellcheck={false}
        classes="govuk-!-width-two-thirds"
      />
      <Button text="Sign in through your agency" preventDoubleClick />
    </form>
  );
}

function AccountForm({ next, values, errors }: SignInPageProps) {
  return (
    <>
      <form action={signInPath()} method="post" noValidate>
        {next !== undefined && <input type="hidden" name="next" value={next} />}
        <Input
          id="email"
          name="email"
          label={{ text: 'Email address' }}
          type="email"
          autocomplete="username"
          spellcheck={false}
          value={values?.['email'] ?? ''}
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'email')}
        />
        <PasswordInput
          id="password"
          name="password"
          label={{ text: 'Password' }}
          autocomplete="current-password"
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'password')}
        />
        <Button text="Sign in" preventDoubleClick />
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={forgottenPasswordPath()}>
          Forgotten your password?
        </a>
      </p>
      <p class="govuk-body">
        You need an account from your agency. If you cannot sign in, ask whoever gave it to you.
      </p>
    </>
  );
}

function PeopleToEnterAs({
  people,
  next,
  isFormBelow,
}: {
  people: readonly PersonToEnterAs[];
  next: string | undefined;
  isFormBelow: boolean;
}) {
  return (
    <section aria-labelledby="enter-as">
      <h2 class="govuk-heading-m" id="enter-as">
        Enter the demonstration as
      </h2>
      <p class="govuk-body">
        These people are invented. Choose one to see what they see
        {isFormBelow && (
          <>
            , or{' '}
            <a class="govuk-link" href="#account">
              sign in with an account
            </a>
          </>
        )}
        .
      </p>
      <ul class="app-people">
        {people.map(({ id, name, role, agency, why }) => (
          <li key={id} class="app-people__person">
            <form action={enterPath()} method="post">
              <input type="hidden" name="person" value={id} />
              {next !== undefined && <input type="hidden" name="next" value={next} />}
              <button type="submit" class="app-people__enter">
                <span class="app-people__name">{name}</span>
                <span class="app-people__role">
                  {role}, {agency}
                </span>
                <span class="app-people__why">{why}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
