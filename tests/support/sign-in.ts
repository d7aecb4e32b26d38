import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Role } from '#core/access/roles.ts';
import { createUser } from '#core/users/create-user.ts';
import type { Ground } from '#core/actions/action.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { makeVisitor, type Visitor } from './visitor.ts';

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

/** Somebody new of a role, who has used their one-time link and is in. */
export async function signInAs(
  app: FastifyInstance,
  ground: Ground,
  role: Role,
  agencyId?: string,
): Promise<{ visitor: Visitor; userId: string; email: string }> {
  const { userId, email, link } = await addPerson(ground, role, agencyId);
  const visitor = makeVisitor(app);
  const home = await visitor.post(link, { password: goodPassword, again: goodPassword });
  if (home.status !== 200) throw new Error(`The ${role} could not sign in: ${home.status}`);
  return { visitor, userId, email };
}
