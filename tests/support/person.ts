import type { FastifyInstance } from 'fastify';
import type { Ground } from '#core/actions/action.ts';
import type { Role } from '#core/access/roles.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { addPerson } from './sign-in.ts';
import { makeVisitor, type Visitor } from './visitor.ts';

type Person = Extract<Principal, { kind: 'person' }>;

/** Somebody of a role who is known to the service, to act as without a browser. */
export async function makePerson(
  ground: Ground,
  role: Role,
  agencyId = 'constabulary',
): Promise<Person> {
  const { userId } = await addPerson(ground, role, agencyId);
  return { kind: 'person', userId, name: `The ${role}`, agencyId, role };
}

/** The browser of somebody who signed in with more than a password, and may just have shown again who they are. */
export async function browserOf(
  app: FastifyInstance,
  { database, clock }: Ground,
  { userId }: Person,
  has: { steppedUp?: boolean } = {},
): Promise<Visitor> {
  const { token, hash } = makeSecretToken();
  const now = clock.now();
  await database.transaction({ kind: 'system', name: 'sign-in' }, (tx) =>
    tx
      .insertInto('sessions')
      .values({
        token_hash: hash,
        user_id: userId,
        created_at: now,
        last_seen_at: now,
        strength: 'strong',
        way_in: 'passkey',
        stepped_up_until: has.steppedUp === true ? new Date(now.getTime() + 600_000) : null,
      })
      .execute(),
  );
  const visitor = makeVisitor(app);
  visitor.cookies.set('breakwater-session', token);
  return visitor;
}
