import { providerEntryPath, signInPath } from '#core/sign-in/paths.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { IdentityProvider } from './identity-provider.ts';

type Named = Pick<IdentityProvider, 'id' | 'name'>;

/** Before leaving for an agency's sign-in: where it leads. */
export function LeaveForProviderPage({
  provider,
  next,
}: {
  provider: Named;
  next: string | undefined;
}) {
  return (
    <WorkspacePage
      title={`Sign in at ${provider.name}`}
      homeHref="/"
      back={{ href: signInPath(next) }}
    >
      <h1 class="govuk-heading-l">Sign in at {provider.name}</h1>
      <p class="govuk-body">
        Your agency has its own sign-in. It checks that it is you, and sends you back here.
      </p>
      <p>
        <a
          class="govuk-button"
          href={providerEntryPath(provider.id, next)}
          role="button"
          draggable={false}
        >
          Continue to {provider.name}
        </a>
      </p>
    </WorkspacePage>
  );
}

export function NoProviderPage({ next }: { next: string | undefined }) {
  return (
    <WorkspacePage title="No agency sign-in for that address" homeHref="/">
      <h1 class="govuk-heading-l">No agency sign-in for that address</h1>
      <p class="govuk-body">
        Check that it is your work address. If it is, your agency has not connected its sign-in.
      </p>
      <SignInOtherwise next={next} />
    </WorkspacePage>
  );
}

const reasons = {
  left: 'It says that you have left.',
  address: 'It did not tell us a work address of yours that belongs to it.',
  role: 'None of your groups there opens this service.',
  account: 'You have no account here that it may open.',
  refused: 'It sent you back without signing you in, or the way back took too long.',
} as const;

export type WhyNoEntry = keyof typeof reasons;

/** Somebody came back from their agency's sign-in, and has no entry. */
export function NoEntryPage({ provider, why }: { provider: Named; why: WhyNoEntry }) {
  return (
    <WorkspacePage title="You were not signed in" homeHref="/">
      <h1 class="govuk-heading-l">You were not signed in</h1>
      <p class="govuk-body">
        {provider.name} did not open this service for you. {reasons[why]}
      </p>
      <p class="govuk-body">
        If that is wrong, ask the people who look after sign-in at your agency.
      </p>
      <SignInOtherwise next={undefined} />
    </WorkspacePage>
  );
}

/** The agency's sign-in is down: said plainly, with who can still come in. */
export function ProviderDownPage({ provider }: { provider: Named }) {
  return (
    <WorkspacePage title={`${provider.name} does not answer`} homeHref="/">
      <h1 class="govuk-heading-l">{provider.name} does not answer</h1>
      <p class="govuk-body">
        Your agency’s sign-in cannot be reached, so you cannot be signed in through it now. Nothing
        here is lost. Try again in a few minutes.
      </p>
      <p class="govuk-body">
        An administrator of your agency can still sign in with their password or passkey.
      </p>
      <SignInOtherwise next={undefined} />
    </WorkspacePage>
  );
}

function SignInOtherwise({ next }: { next: string | undefined }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={signInPath(next)}>
        Back to sign in
      </a>
    </p>
  );
}
