import { sql, type RawBuilder } from 'kysely';
import { isRole, type Role } from '#core/access/roles.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type {
  FoundPeople,
  PeopleSearch,
  Person,
  PersonLine,
  PersonState,
  Sight,
} from './person.ts';

/** On one page of the list. */
const usualPageSize = 50;

type LineRow = Omit<PersonLine, 'role' | 'teamName' | 'leavesAt'> & {
  role: string;
  teamName: string | null;
  leavesAt: Date | null;
};

/** People and open invitations together, by agency and name. Who never came and left is not told of. */
export async function listPeople(
  tx: Transaction,
  sight: Sight,
  { words, state, page }: PeopleSearch,
  pageSize = usualPageSize,
): Promise<FoundPeople> {
  const from = sql`from (${everyLine}) as line where ${within(sight, sql.ref('line.agencyId'))}
    and (${words} = '' or strpos(lower(line.name || ' ' || line.email), lower(${words})) > 0)
    and ${inState(state)}`;
  const counted = await sql<{ total: number }>`select count(*)::integer as total ${from}`.execute(
    tx,
  );
  const total = counted.rows[0]?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const shown = Math.min(page, pages);
  const { rows } = await sql<LineRow>`select line.* ${from}
    order by line."agencyName", line.name, line.id
    limit ${pageSize} offset ${(shown - 1) * pageSize}`.execute(tx);
  return { rows: rows.flatMap(lineFrom), total, page: shown, pages, pageSize };
}

const everyLine = sql`
  select 'user' as kind, users.id, users.name, users.email, users.agency_id as "agencyId",
    agencies.name as "agencyName", users.role, teams.name as "teamName",
    case when left_at is not null then 'left' when leaves_at is not null then 'leaving'
      else 'active' end as state,
    coalesce(left_at, leaves_at) as "leavesAt"
  from users
    join agencies on agencies.id = users.agency_id
    left join teams on teams.id = users.team_id
  where not (left_at is not null and joined_at is null)
    and not exists (select from invitations
      where user_id = users.id and came_at is null and withdrawn_at is null)
  union all
  select 'invitation', invitations.id, invitations.name, email, invitations.agency_id,
    agencies.name, role, teams.name,
    case when last_sent_at is null then 'waiting' else 'invited' end, null
  from invitations
    join agencies on agencies.id = invitations.agency_id
    left join teams on teams.id = invitations.team_id
  where came_at is null and withdrawn_at is null`;

function inState(state: PeopleSearch['state']): RawBuilder<boolean> {
  if (state === 'all') return sql<boolean>`true`;
  return state === 'current'
    ? sql<boolean>`line.state <> 'left'`
    : sql<boolean>`line.state = ${state}`;
}

function within(sight: Sight, agency: RawBuilder<unknown>): RawBuilder<boolean> {
  return sight === 'everybody' ? sql<boolean>`true` : sql<boolean>`${agency} = ${sight.agencyId}`;
}

function lineFrom({ role, teamName, leavesAt, ...row }: LineRow): PersonLine[] {
  if (!isRole(role)) return [];
  return [{ ...row, role, teamName: teamName ?? undefined, leavesAt: leavesAt ?? undefined }];
}

/** Somebody who has come or has an account opened by hand, within sight; left or not. */
export async function findPerson(
  tx: Transaction,
  sight: Sight,
  id: string,
): Promise<Person | undefined> {
  const row = await tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .leftJoin('teams', 'teams.id', 'users.team_id')
    .select([
      'users.id',
      'users.name',
      'users.email',
      'users.agency_id as agencyId',
      'agencies.name as agencyName',
      'users.role',
      'users.version',
      'users.left_at as leftAt',
      'users.leaves_at as leavesAt',
      'teams.id as teamId',
      'teams.name as teamName',
    ])
    .where('users.id', '=', id)
    .where((is) => is.not(is.and([is('left_at', 'is not', null), is('joined_at', 'is', null)])))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('invitations')
            .whereRef('invitations.user_id', '=', 'users.id')
            .where('came_at', 'is', null)
            .where('withdrawn_at', 'is', null)
            .select('invitations.id'),
        ),
      ),
    )
    .$if(sight !== 'everybody', (query) =>
      query.where('users.agency_id', '=', sight === 'everybody' ? '' : sight.agencyId),
    )
    .executeTakeFirst();
  if (row === undefined || !isRole(row.role)) return undefined;
  const { teamId, teamName, leftAt, leavesAt, role, ...rest } = row;
  return {
    ...rest,
    role,
    team: teamId === null || teamName === null ? undefined : { id: teamId, name: teamName },
    state: stateOf(leftAt, leavesAt),
    leavesAt: leftAt ?? leavesAt ?? undefined,
  };
}

function stateOf(leftAt: Date | null, leavesAt: Date | null): PersonState {
  if (leftAt !== null) return 'left';
  return leavesAt === null ? 'active' : 'leaving';
}

/** The same; throws NotFound. */
export async function getPerson(tx: Transaction, sight: Sight, id: string): Promise<Person> {
  const person = await findPerson(tx, sight, id);
  if (person === undefined) throw new NotFound();
  return person;
}

/** Who looks after an agency and is not about to go, somebody left out. */
export async function listAdministrators(
  tx: Transaction,
  agencyId: string,
  without: string,
): Promise<{ id: string; email: string }[]> {
  return tx
    .selectFrom('users')
    .select(['id', 'email'])
    .where('agency_id', '=', agencyId)
    .where('role', '=', 'administrator')
    .where('left_at', 'is', null)
    .where('leaves_at', 'is', null)
    .where('id', '<>', without)
    .execute();
}

/** Everybody of a role who is in, in any agency. */
export async function listPeopleOfRole(
  tx: Transaction,
  role: Role,
): Promise<{ id: string; email: string }[]> {
  return tx
    .selectFrom('users')
    .select(['id', 'email'])
    .where('role', '=', role)
    .where('left_at', 'is', null)
    .execute();
}

/** Is this person in, in this role and agency, at this moment? */
export async function isStillIn(
  tx: Transaction,
  person: { userId: string; agencyId: string; role: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('users')
    .select('id')
    .where('id', '=', person.userId)
    .where('agency_id', '=', person.agencyId)
    .where('role', '=', person.role)
    .where('left_at', 'is', null)
    .where((is) => is.or([is('leaves_at', 'is', null), is('leaves_at', '>', now)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes to the accounts of one agency happen one after the other, so that each sees the last. */
export async function waitForTurnInAgency(tx: Transaction, agencyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`accounts of ${agencyId}`}))`.execute(tx);
}

/** Who goes, or went, and with which password: none. */
export async function updatePerson(
  tx: Transaction,
  id: string,
  change: { role?: Role; teamId?: string | null; leavesAt?: Date | null },
): Promise<void> {
  await tx
    .updateTable('users')
    .set((is) => ({
      ...(change.role !== undefined && { role: change.role }),
      ...(change.teamId !== undefined && { team_id: change.teamId }),
      ...(change.leavesAt !== undefined && { leaves_at: change.leavesAt }),
      version: is('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** Closes an account: it opens nothing from now on, and its password is forgotten. */
export async function closeAccount(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('users')
    .set((is) => ({
      left_at: now,
      leaves_at: null,
      password_hash: null,
      version: is('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .execute();
}

/** Those whose moment to go has come. */
export async function listDueToLeave(
  tx: Transaction,
  now: Date,
): Promise<{ id: string; agencyId: string }[]> {
  return tx
    .selectFrom('users')
    .select(['id', 'agency_id as agencyId'])
    .where('left_at', 'is', null)
    .where('leaves_at', '<=', now)
    .execute();
}

export type UserCounts = {
  people: number;
  agencies: number;
  /** Invited and not come yet. */
  invited: number;
};

/** How many there are within sight. Counts only: nobody is named. */
export async function countPeople(tx: Transaction, sight: Sight): Promise<UserCounts> {
  const counted = await sql<UserCounts>`select
      count(*) filter (where state in ('active', 'leaving'))::integer as people,
      (count(distinct "agencyId") filter (where state in ('active', 'leaving')))::integer as agencies,
      count(*) filter (where state in ('invited', 'waiting'))::integer as invited
    from (${everyLine}) as line where ${within(sight, sql.ref('line.agencyId'))}`.execute(tx);
  return counted.rows[0] ?? { people: 0, agencies: 0, invited: 0 };
}
