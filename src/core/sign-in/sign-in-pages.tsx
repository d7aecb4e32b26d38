import { Button, Input, PasswordInput } from '#design-system/govuk/components.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { FieldErrors, FieldValues } from '#platform/forms/parse-form.ts';
import { passwordMinimum } from './password.ts';
import { homePath } from '#core/home/paths.ts';
import { enterPath, firstPasswordPath, signInPath } from './paths.ts';

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
};

export function SignInPage(props: SignInPageProps) {
  const { next, errors, people, signedInAs } = props;
  // Whoever has just been refused should not have to look for the form again.
  const isFormFirst = errors !== undefined;
  return (
    <WorkspacePage title="Sign in" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Sign in</h1>
      {signedInAs !== undefined && <AlreadySignedIn name={signedInAs} />}
      {isFormFirst && <AccountForm {...props} />}
      {people !== undefined && (
        <PeopleToEnterAs people={people} next={next} isFormBelow={!isFormFirst} />
      )}
      {people !== undefined && !isFormFirst && (
        <h2 class="govuk-heading-m" id="account">
          Or sign in with an account
        </h2>
      )}
      {!isFormFirst && <AccountForm {...props} />}
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

export type FirstPasswordPageProps = {
  token: string;
  email: string;
  errors?: FieldErrors;
};

export function FirstPasswordPage({ token, email, errors }: FirstPasswordPageProps) {
  return (
    <WorkspacePage title="Choose a password" homeHref="/" errors={errors}>
      <h1 class="govuk-heading-l">Choose a password</h1>
      <p class="govuk-body">This is for the account {email}. The link works once.</p>
      <form action={firstPasswordPath(token)} method="post" noValidate>
        <input type="hidden" name="username" value={email} autoComplete="username" />
        <PasswordInput
          id="password"
          name="password"
          label={{ text: 'Password' }}
          hint={{ text: `${passwordMinimum} characters or more. Three random words work well.` }}
          autocomplete="new-password"
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'password')}
        />
        <PasswordInput
          id="again"
          name="again"
          label={{ text: 'The same password again' }}
          autocomplete="new-password"
          classes="govuk-!-width-two-thirds"
          errorMessage={errorFor(errors, 'again')}
        />
        <Button text="Save and sign in" preventDoubleClick />
      </form>
    </WorkspacePage>
  );
}

export function UsedLinkPage() {
  return (
    <WorkspacePage title="This link does not work" homeHref="/">
      <h1 class="govuk-heading-l">This link does not work</h1>
      <p class="govuk-body">
        It was used before, or it is too old. Ask whoever gave it to you for a new one.
      </p>
      <p class="govuk-body">
        If you have chosen a password already,{' '}
        <a class="govuk-link" href={signInPath()}>
          sign in
        </a>
        .
      </p>
    </WorkspacePage>
  );
}
