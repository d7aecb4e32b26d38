import { action, recordRefusal, type Ground } from '#core/actions/action.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { isPassword } from './password.ts';
import { insertSession } from './session-store.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { findDemonstrationUser, findUserByEmail } from '#core/users/user-store.ts';

const signIn = { principal: { kind: 'system', name: 'sign-in' } } as const;

type WayIn = 'password' | 'one-time-link' | 'demonstration';

/** Begins a session for somebody who has shown who they are; gives the secret for their cookie. */
const beginSession = action(
  'session.begun',
  'session.begin',
  async ({ tx, now }, { userId, by }: { userId: string; by: WayIn }) => {
    const { token, hash } = makeSecretToken();
    await insertSession(tx, { tokenHash: hash, userId, now });
    return { result: token, about: [{ kind: 'user', id: userId }], detail: { by } };
  },
);

export async function beginSessionFor(ground: Ground, userId: string, by: WayIn): Promise<string> {
  return beginSession(ground, signIn, { userId, by });
}

export type SignInOutcome = { kind: 'in'; token: string } | { kind: 'wrong' } | { kind: 'locked' };

/** E-mail and password. An unknown address and a wrong password cannot be told apart. */
export async function signInWithPassword(
  ground: Ground,
  throttle: SignInThrottle,
  given: { email: string; password: string; address: string },
): Promise<SignInOutcome> {
  if (!(await throttle.take(given.email, given.address))) return { kind: 'locked' };
  const found = await ground.database.transaction(signIn.principal, (tx) =>
    findUserByEmail(tx, given.email),
  );
  if (!(await isPassword(given.password, found?.passwordHash ?? null)) || found === undefined) {
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
