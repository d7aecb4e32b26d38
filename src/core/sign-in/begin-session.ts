import { action, recordRefusal, type Ground } from '#core/actions/action.ts';
import { findDemonstrationUser, findUserByEmail } from '#core/users/user-store.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { isPassword } from './password.ts';
import { mayUsePassword, type IdentityProvider } from './providers/identity-provider.ts';
import { insertSession } from './session-store.ts';
import { trustOf, type SessionTrust, type WayIn } from './session.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

const signIn = { principal: { kind: 'system', name: 'sign-in' } } as const;

/** Begins a session for somebody who has shown who they are; gives the secret for their cookie. */
const beginSession = action(
  'session.begun',
  'session.begin',
  async ({ tx, now }, { userId, trust }: { userId: string; trust: SessionTrust }) => {
    const { token, hash } = makeSecretToken();
    await insertSession(tx, { tokenHash: hash, userId, now, ...trust });
    const by = trust.wayIn;
    return { result: token, about: [{ kind: 'user', id: userId }], detail: { by } };
  },
);

export async function beginSessionFor(
  ground: Ground,
  userId: string,
  by: Exclude<WayIn, 'provider'>,
): Promise<string> {
  return beginSession(ground, signIn, { userId, trust: trustOf(by, ground.clock.now()) });
}

/** Begins a session for somebody whom their agency's provider has let in. */
export async function beginProviderSession(
  ground: Ground,
  userId: string,
  provider: string,
): Promise<string> {
  const trust = { strength: 'strong', steppedUpUntil: null, wayIn: 'provider', provider } as const;
  return beginSession(ground, signIn, { userId, trust });
}

export type SignInOutcome = { kind: 'in'; token: string } | { kind: 'wrong' } | { kind: 'locked' };

/**
 * E-mail and password: the first of two steps. An unknown address, a wrong password and an account
 * that signs in through a provider cannot be told apart.
 */
export async function signInWithPassword(
  ground: Ground & { identityProviders: readonly IdentityProvider[] },
  throttle: SignInThrottle,
  given: { email: string; password: string; address: string },
): Promise<SignInOutcome> {
  if (!(await throttle.take(given.email, given.address))) return { kind: 'locked' };
  const found = await ground.database.transaction(signIn.principal, (tx) =>
    findUserByEmail(tx, given.email),
  );
  const isRight = await isPassword(given.password, found?.passwordHash ?? null);
  if (!isRight || found === undefined || !mayUsePassword(found.user, ground.identityProviders)) {
    await recordRefusal(ground, signIn.principal, 'session.begun');
    return { kind: 'wrong' };
  }
  await throttle.succeed(given.email, given.address);
  return { kind: 'in', token: await beginSessionFor(ground, found.user.id, 'password') };
}

/** Enters as one of the demonstration's people. Only the demonstration has a route to here. */
export async function signInAsDemonstrationPerson(
  ground: Ground,
  person: string,
): Promise<string | undefined> {
  const user = await ground.database.transaction(signIn.principal, (tx) =>
    findDemonstrationUser(tx, person),
  );
  return user === undefined ? undefined : beginSessionFor(ground, user.id, 'demonstration');
}
