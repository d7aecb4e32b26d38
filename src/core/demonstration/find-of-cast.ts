import type { Ground } from '#core/actions/action.ts';
import { findDemonstrationUser } from '#core/users/user-store.ts';
import type { Principal } from '#platform/database/principal.ts';

export type OfCast = Extract<Principal, { kind: 'person' }>;

/** Somebody of the cast, to act as; undefined when they are not in. */
export async function findOfCast(
  { database }: Ground,
  person: string,
): Promise<OfCast | undefined> {
  const user = await database.transaction({ kind: 'system', name: 'start' }, (tx) =>
    findDemonstrationUser(tx, person),
  );
  if (user === undefined) return undefined;
  const { id: userId, name, agencyId, role } = user;
  return { kind: 'person', userId, name, agencyId, role };
}
