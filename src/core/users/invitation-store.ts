import { isRole, type Role } from '#core/access/roles.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Invitation } from './invitation.ts';
import type { Sight } from './person.ts';

/** Writes an invitation down; undefined when the agency has one open for the address. */
export async function insertInvitation(
  tx: Transaction,
  invitation: {
    agencyId: string;
    email: string;
    name: string;
    role: Role;
    teamId: string | undefined;
    userId: string | undefined;
    invitedBy: string;
    invitedByName: string;
    now: Date;
    isSent: boolean;
  },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('invitations')
    .values({
      agency_id: invitation.agencyId,
      email: invitation.email.toLowerCase(),
      name: invitation.name,
      role: invitation.role,
      team_id: invitation.teamId ?? null,
      user_id: invitation.userId ?? null,
      invited_by: invitation.invitedBy,
      invited_by_name: invitation.invitedByName,
      invited_at: invitation.now,
      last_sent_at: invitation.isSent ? invitation.now : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** An invitation that still stands, within sight. Throws NotFound. */
export async function getInvitation(
  tx: Transaction,
  sight: Sight,
  id: string,
): Promise<Invitation> {
  const row = await tx
    .selectFrom('invitations')
    .innerJoin('agencies', 'agencies.id', 'invitations.agency_id')
    .leftJoin('teams', 'teams.id', 'invitations.team_id')
    .select([
      'invitations.id',
      'invitations.agency_id as agencyId',
      'agencies.name as agencyName',
      'invitations.email',
      'invitations.name',
      'invitations.role',
      'invitations.team_id as teamId',
      'teams.name as teamName',
      'invitations.invited_by_name as invitedByName',
      'invitations.invited_at as invitedAt',
      'invitations.last_sent_at as lastSentAt',
      'invitations.user_id as userId',
    ])
    .where('invitations.id', '=', id)
    .where('came_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .$if(sight !== 'everybody', (query) =>
      query.where('invitations.agency_id', '=', sight === 'everybody' ? '' : sight.agencyId),
    )
    .executeTakeFirst();
  if (row === undefined || !isRole(row.role)) throw new NotFound();
  const { role, teamId, teamName, lastSentAt, userId, ...rest } = row;
  return {
    ...rest,
    role,
    teamId: teamId ?? undefined,
    teamName: teamName ?? undefined,
    lastSentAt: lastSentAt ?? undefined,
    userId: userId ?? undefined,
  };
}

/** Notes that the invitation was sent, and the account it opens, where it opens one. */
export async function markInvitationSent(
  tx: Transaction,
  id: string,
  { now, userId }: { now: Date; userId: string | undefined },
): Promise<void> {
  await tx
    .updateTable('invitations')
    .set({ last_sent_at: now, ...(userId !== undefined && { user_id: userId }) })
    .where('id', '=', id)
    .execute();
}

/** Takes an invitation back; false when its guest came in, or it was taken back before. */
export async function markInvitationWithdrawn(
  tx: Transaction,
  id: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('invitations')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('came_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** How an address stands that somebody of this agency wants to invite. */
export type AddressStanding =
  | { kind: 'free' }
  | { kind: 'here' }
  | { kind: 'elsewhere' }
  /** Left this agency before; the same account opens again. */
  | { kind: 'returning'; userId: string };

export async function findStanding(
  tx: Transaction,
  email: string,
  agencyId: string,
): Promise<AddressStanding> {
  const rows = await tx
    .selectFrom('users')
    .select(['id', 'agency_id as agencyId', 'left_at as leftAt'])
    .where('email', '=', email.toLowerCase())
    .orderBy('left_at', 'desc')
    .execute();
  const inUse = rows.find(({ leftAt }) => leftAt === null);
  if (inUse !== undefined) return { kind: inUse.agencyId === agencyId ? 'here' : 'elsewhere' };
  const before = rows.find((row) => row.agencyId === agencyId);
  return before === undefined ? { kind: 'free' } : { kind: 'returning', userId: before.id };
}

export type AccountToOpen = {
  email: string;
  name: string;
  agencyId: string;
  role: Role;
  teamId: string | undefined;
};

/** Opens a new account; undefined when the address was taken into use a moment ago. */
export async function insertAccount(
  tx: Transaction,
  { email, name, agencyId, role, teamId }: AccountToOpen,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('users')
    .values({
      email: email.toLowerCase(),
      name,
      agency_id: agencyId,
      role,
      team_id: teamId ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Opens the account of somebody who left this agency. They choose how to sign in anew. */
export async function reopenAccount(
  tx: Transaction,
  userId: string,
  { name, role, teamId }: AccountToOpen,
): Promise<void> {
  await tx
    .updateTable('users')
    .set((is) => ({
      name,
      role,
      team_id: teamId ?? null,
      left_at: null,
      leaves_at: null,
      password_hash: null,
      version: is('version', '+', 1),
    }))
    .where('id', '=', userId)
    .execute();
}
