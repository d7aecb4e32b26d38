import { homePath } from '#core/home/paths.ts';

/** Where to sign in, and which page to come back to. */
export function signInPath(next?: string): string {
  return withNext('/sign-in', next);
}

export function signOutPath(): string {
  return '/sign-out';
}

/** Where the demonstration's people are entered as. */
export function enterPath(): string {
  return '/enter';
}

/** Where the holder of a one-time link chooses a password. */
export function firstPasswordPath(token: string): string {
  return `/first-password/${token}`;
}

/** Where somebody who forgot their password asks for a link. */
export function forgottenPasswordPath(): string {
  return '/forgotten-password';
}

/** Where somebody who gave their password gives a code, or uses a passkey. */
export function secondStepPath(next?: string): string {
  return withNext('/sign-in/second-step', next);
}

/** Where somebody who gave their password and lost their phone gives a recovery code. */
export function recoveryStepPath(next?: string): string {
  return withNext('/sign-in/recovery-code', next);
}

/** Where somebody new sets up their second step. */
export function firstAuthenticatorPath(next?: string): string {
  return withNext('/sign-in/set-up', next);
}

/** What a passkey is asked to sign; `purpose` says for what. */
export function passkeyChallengePath(purpose: 'sign-in' | 'step-up' | 'new'): string {
  return `/sign-in/passkey/challenge/${purpose}`;
}

/** Where a passkey's answer signs its owner in. */
export function passkeyEntryPath(): string {
  return '/sign-in/passkey';
}

/** Where somebody with a password but no second step adds a passkey as it. */
export function firstPasskeyPath(): string {
  return '/sign-in/set-up/passkey';
}

/** Where an e-mail address leads to its agency's identity provider. */
export function chooseProviderPath(): string {
  return '/sign-in/agency';
}

/** Leaves for an identity provider. */
export function providerEntryPath(provider: string, next?: string): string {
  return withNext(`/sign-in/agency/${provider}`, next);
}

/** Where an identity provider sends people back to: each to an address of its own. */
export function providerReturnPath(provider: string): string {
  return `/sign-in/agency/${provider}/return`;
}

/** Where somebody signed in shows again that it is they who sit there. */
export function stepUpPath(next?: string): string {
  return withNext('/step-up', next);
}

/** Leaves for the provider of the session, to come back freshly signed in. */
export function providerStepUpPath(next?: string): string {
  return withNext('/step-up/agency', next);
}

export function passkeyStepUpPath(): string {
  return '/step-up/passkey';
}

/** How somebody signs in: their passkeys, app, codes and sessions. */
export function ownSignInPath(): string {
  return '/your-sign-in';
}

export function authenticatorPath(): string {
  return '/your-sign-in/authenticator';
}

export function recoveryCodesPath(): string {
  return '/your-sign-in/recovery-codes';
}

export function newPasskeyPath(): string {
  return '/your-sign-in/passkeys/new';
}

export function passkeyRemovalPath(id: string): string {
  return `/your-sign-in/passkeys/${id}/removal`;
}

export function ownPasswordPath(): string {
  return '/your-sign-in/password';
}

/** Ends one of a person's own sessions. */
export function sessionEndPath(id: string): string {
  return `/your-sign-in/sessions/${id}/end`;
}

/** Ends all of a person's own sessions but the one that asks. */
export function otherSessionsEndPath(): string {
  return '/your-sign-in/sessions/end-others';
}

function withNext(path: string, next: string | undefined): string {
  return next === undefined || next === homePath()
    ? path
    : `${path}?next=${encodeURIComponent(next)}`;
}
