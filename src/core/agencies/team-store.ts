import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Team, TeamLine } from './team.ts';

function teams(tx: Transaction, agencyId: string) {
  return tx
    .selectFrom('teams')
    .select([
      'teams.id',
      'teams.agency_id as agencyId',
      'teams.name',
      'teams.version',
      sql<boolean>`teams.closed_at is not null`.as('isClosed'),
    ])
    .where('teams.agency_id', '=', agencyId);
}

/** The open teams of an agency by name, each with how many people are in it. */
export async function listTeams(tx: Transaction, agencyId: string): Promise<TeamLine[]> {
  return teams(tx, agencyId)
    .select((is) =>
      is
        .selectFrom('users')
        .whereRef('users.team_id', '=', 'teams.id')
        .where('users.left_at', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('people'))
        .$asScalar()
        .$notNull()
        .as('people'),
    )
    .where('teams.closed_at', 'is', null)
    .orderBy('teams.name')
    .execute();
}

/** One team of the agency, open or closed; another agency's is not there. */
export async function findTeam(
  tx: Transaction,
  agencyId: string,
  id: string,
): Promise<Team | undefined> {
  return teams(tx, agencyId).where('teams.id', '=', id).executeTakeFirst();
}

/** Holds a team of the agency: nobody changes it, or puts somebody in it, until this is over. */
export async function lockTeam(tx: Transaction, agencyId: string, id: string): Promise<void> {
  await tx
    .selectFrom('teams')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

/** Makes a team; undefined when the agency has one of this name. */
export async function insertTeam(
  tx: Transaction,
  team: { agencyId: string; name: string; now: Date },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('teams')
    .values({ agency_id: team.agencyId, name: team.name, made_at: team.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Whether the agency has another open team of this name. */
export async function isNameTaken(tx: Transaction, team: Team, name: string): Promise<boolean> {
  const row = await teams(tx, team.agencyId)
    .where('teams.id', '<>', team.id)
    .where('teams.closed_at', 'is', null)
    .where(sql<boolean>`lower(teams.name) = lower(${name})`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function renameTeam(tx: Transaction, id: string, name: string): Promise<void> {
  await tx
    .updateTable('teams')
    .set((is) => ({ name, version: is('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function closeTeam(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('teams')
    .set((is) => ({ closed_at: now, version: is('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** How many people and open invitations would be without their team if it were closed. */
export async function countInTeam(tx: Transaction, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select
    ((select count(*) from users where team_id = ${id} and left_at is null)
    + (select count(*) from invitations
        where team_id = ${id} and user_id is null and came_at is null and withdrawn_at is null)
    )::integer as count`.execute(tx);
  return rows[0]?.count ?? 0;
}
