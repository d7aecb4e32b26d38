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

/** Everybody who may enter, by agency and name. */
export async function listUsers(tx: Transaction): Promise<User[]> {
  const rows = await users(tx).orderBy('agencies.name').orderBy('users.name').execute();
  return rows.flatMap((row) => credentialsFrom(row)?.user ?? []);
}

export type UserCounts = {
  people: number;
  agencies: number;
  /** Given a one-time link and not come yet. The demonstration's people need no password. */
  withoutPassword: number;
};

/** How many may enter. Counts only: nobody is named. */
export async function countUsers(tx: Transaction): Promise<UserCounts> {
  return tx
    .selectFrom('users')
    .where('left_at', 'is', null)
    .select(({ fn }) => [
      fn.countAll<number>().as('people'),
      fn.count<number>('agency_id').distinct().as('agencies'),
      fn
        .countAll<number>()
        .filterWhere('password_hash', 'is', null)
        .filterWhere('demonstration_person', 'is', null)
        .as('withoutPassword'),
    ])
    .executeTakeFirstOrThrow();
}

export async function insertUser(
  tx: Transaction,
  user: {
    email: string;
    name: string;
    agencyId: string;
    role: Role;
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
      demonstration_person: user.demonstrationPerson ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function setPassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  await tx.updateTable('users').set({ password_hash: hash }).where('id', '=', userId).execute();
}

function credentialsFrom(row: UserRow | undefined): UserWithCredentials | undefined {
  if (row === undefined || !isRole(row.role)) return undefined;
  const { passwordHash, demonstrationPerson, role, ...rest } = row;
  return { user: { ...rest, role, isInvented: demonstrationPerson !== null }, passwordHash };
}
