import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { TOTP } from 'otpauth';
import type { Role } from '#core/access/roles.ts';
import type { Ground } from '#core/actions/action.ts';
import { beginSessionFor } from '#core/sign-in/begin-session.ts';
import { hashPassword } from '#core/sign-in/password.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { putAuthenticator } from '#core/sign-in/second-step/authenticator-store.ts';
import { sessionCookieName } from '#core/sign-in/session-cookie.ts';
import type { Service } from '#core/service.ts';
import { createUser } from '#core/users/create-user.ts';
import { setPassword } from '#core/users/user-store.ts';
import { makeVisitor, type SeenPage, type Visitor } from './visitor.ts';

export const operator = { kind: 'operator', email: 'ops@harbourshire.example' } as const;

/** Adds somebody of a role, and gives the secret of their one-time link. */
export async function addPerson(
  ground: Ground,
  role: Role,
  agencyId = 'constabulary',
): Promise<{ userId: string; email: string; link: string }> {
  const email = `${role}-${randomUUID()}@harbourshire.example`;
  const person = { email, name: `The ${role}`, agencyId, role };
  const { userId, token } = await createUser(ground, { principal: operator }, person);
  return { userId, email, link: firstPasswordPath(token) };
}

export const goodPassword = 'seven quiet harbour gulls';

/** The authenticator of everybody whom these tests sign in. */
const authenticatorSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** What an authenticator app with this secret shows at a moment. */
export function codeAt(moment: Date, secret = authenticatorSecret): string {
  return new TOTP({ secret }).generate({ timestamp: moment.getTime() });
}

/** What a test service has to sign people in with. */
type KeyedGround = Ground & Pick<Service, 'authenticatorKey'>;

let passwordHash: Promise<string> | undefined;

/** Somebody new of a role, with a password and an authenticator. */
export async function addPersonWithCredentials(
  ground: KeyedGround,
  role: Role,
  agencyId?: string,
): Promise<{ userId: string; email: string }> {
  const { userId, email } = await addPerson(ground, role, agencyId);
  // Hashed once: it is slow on purpose, and the same for everybody.
  passwordHash ??= hashPassword(goodPassword);
  const hash = await passwordHash;
  const now = ground.clock.now();
  await ground.database.transaction(operator, async (tx) => {
    await setPassword(tx, userId, hash);
    await putAuthenticator(tx, ground.authenticatorKey, {
      userId,
      secret: authenticatorSecret,
      lastStep: 0,
      now,
    });
  });
  return { userId, email };
}

/**
 * Somebody new of a role, who is in. Their session is begun as the front door does after the second
 * step; the door itself has tests of its own in core/sign-in.
 */
export async function signInAs(
  app: FastifyInstance,
  ground: KeyedGround,
  role: Role,
  agencyId?: string,
): Promise<{ visitor: Visitor; userId: string; email: string }> {
  const { userId, email } = await addPersonWithCredentials(ground, role, agencyId);
  const visitor = makeVisitor(app);
  const token = await beginSessionFor(ground, userId, 'password-and-code');
  visitor.cookies.set(sessionCookieName({ isHttps: false }), token);
  return { visitor, userId, email };
}

/** Goes through the front door: password, then the code that the app shows at this moment. */
export async function signInThroughTheDoor(
  visitor: Visitor,
  { email, moment }: { email: string; moment: Date },
): Promise<SeenPage> {
  const asked = await visitor.signIn(email, goodPassword);
  return visitor.submit(asked, { code: codeAt(moment) });
}
