import type { Transaction } from '#platform/database/database.ts';
import { actorNameOf, type Principal } from '#platform/database/principal.ts';
import type { Person, PersonChange } from './person.ts';

export type ChangeName =
  | 'invited'
  | 'role-changed'
  | 'team-changed'
  | 'role-proposed'
  | 'role-refused'
  | 'leaving-planned'
  | 'leaving-called-off'
  | 'left';

/** Notes what became of an account, as it is after the change. Never changed afterwards. */
export async function noteChange(
  tx: Transaction,
  person: Pick<Person, 'id' | 'agencyId' | 'role'> & { team?: { name: string } | undefined },
  change: { name: ChangeName; now: Date; principal: Principal },
): Promise<void> {
  await tx
    .insertInto('user_changes')
    .values({
      user_id: person.id,
      at: change.now,
      change: change.name,
      agency_id: person.agencyId,
      role: person.role,
      team_name: person.team?.name ?? null,
      by_name: actorNameOf(change.principal),
    })
    .execute();
}

/** The history of an account, the newest first. */
export async function listChanges(tx: Transaction, userId: string): Promise<PersonChange[]> {
  const rows = await tx
    .selectFrom('user_changes')
    .select(['at', 'change', 'role', 'team_name as teamName', 'by_name as byName'])
    .where('user_id', '=', userId)
    .orderBy('position', 'desc')
    .execute();
  return rows.map(({ teamName, ...row }) => ({ ...row, teamName: teamName ?? undefined }));
}
