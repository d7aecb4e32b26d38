import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { findUser } from './user-store.ts';

/** Whom a job acts for, from how the trace named its asker; undefined once they have left. */
export async function findPrincipalOfActor(
  tx: Transaction,
  actor: string,
): Promise<Principal | undefined> {
  const [kind, ...rest] = actor.split(':');
  const name = rest.join(':');
  if (kind === 'operator') return { kind: 'operator', email: name };
  if (kind !== 'person') return undefined;
  const user = await findUser(tx, name);
  if (user === undefined) return undefined;
  const { id, agencyId, role } = user;
  return { kind: 'person', userId: id, name: user.name, agencyId, role };
}
