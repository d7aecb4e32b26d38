import { isRole, type Role } from '#core/access/roles.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { User } from './user.ts';

function users(tx: Transaction) {
  return tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select([
      'users.id',
      'users.email',
      'users.name',
      'users.agency_id as agencyId',
      'agencies.name as agencyName',
      'users.role',
      'users.password_hash as passwordHash',
      'users.demonstration_person as demonstrationPerson',
      'users.leaves_at as leavesAt',
    ])
    .where('users.left_at', 'is', null);
}

type UserRow = Awaited<ReturnType<ReturnType<typeof users>['executeTakeFirstOrThrow']>>;

/** A user with what signing in needs, which pages never get. */
export type UserWithCredentials = {
  user: User;
  passwordHash: string | null;
};

export async function findUserByEmail(
  tx: Transaction,
  email: string,
): Promise<UserWithCredentials | undefined> {
  return credentialsFrom(
    await users(tx).where('users.email', '=', email.toLowerCase()).executeTakeFirst(),
  );
}

export async function findDemonstrationUser(
  tx: Transaction,
  person: string,
): Promise<User | undefined> {
  const row = await users(tx).where('users.demonstration_person', '=', person).executeTakeFirst();
  return credentialsFrom(row)?.user;
}

export async function findUser(tx: Transaction, id: string): Promise<User | undefined> {
  return credentialsFrom(await users(tx).where('users.id', '=', id).executeTakeFirst())?.user;
}

/** Whoever signed in with this session's secret, which may be over by now. */
export async function findUserOfSession(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<User | undefined> {
  const row = await users(tx)
    .innerJoin('sessions', 'sessions.user_id', 'users.id')
    .where('sessions.token_hash', '=', tokenHash)
    .executeTakeFirst();
  return credentialsFrom(row)?.user;
}

/** Whether the demonstration ever let this person in, even when their account is closed by now. */
export async function wasDemonstrationUser(tx: Transaction, person: string): Promise<boolean> {
  const row = await tx
    .selectFrom('users')
    .select('id')
    .where('demonstration_person', '=', person)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertUser(
  tx: Transaction,
  user: {
    email: string;
    name: string;
    agencyId: string;
    role: Role;
    teamId?: string | undefined;
    demonstrationPerson?: string;
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('users')
    .values({
      email: user.email.toLowerCase(),
      name: user.name,
      agency_id: user.agencyId,
      role: user.role,
      team_id: user.teamId ?? null,
      demonstration_person: user.demonstrationPerson ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function setPassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.updateTable('users').set({ password_hash: hash }).where('id', '=', userId).execute();
}

export async function forgetPassword(tx: Transaction, userId: string): Promise<void> {
  await tx.updateTable('users').set({ password_hash: null }).where('id', '=', userId).execute();
}

function credentialsFrom(row: UserRow | undefined): UserWithCredentials | undefined {
  if (row === undefined || !isRole(row.role)) return undefined;
  const { passwordHash, demonstrationPerson, role, ...rest } = row;
  return { user: { ...rest, role, isInvented: demonstrationPerson !== null }, passwordHash };
}
