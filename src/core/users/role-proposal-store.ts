import { isRole, type Role } from '#core/access/roles.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Sight } from './person.ts';
import { proposalDays, type RoleProposal } from './role-proposal.ts';

function openProposals(tx: Transaction, sight: Sight) {
  return tx
    .selectFrom('role_proposals as proposal')
    .innerJoin('agencies', 'agencies.id', 'proposal.agency_id')
    .leftJoin('users', 'users.id', 'proposal.user_id')
    .leftJoin('invitations', 'invitations.id', 'proposal.invitation_id')
    .select((is) => [
      'proposal.id',
      'proposal.agency_id as agencyId',
      'agencies.name as agencyName',
      is.fn.coalesce('users.name', 'invitations.name').as('name'),
      is.fn.coalesce('users.email', 'invitations.email').as('email'),
      'proposal.user_id as userId',
      'proposal.invitation_id as invitationId',
      'proposal.role',
      'users.role as roleNow',
      'proposal.proposed_by as proposedBy',
      'proposal.proposed_by_name as proposedByName',
      'proposal.proposed_at as proposedAt',
      'proposal.expires_at as expiresAt',
    ])
    .where('proposal.decision', 'is', null)
    .$if(sight !== 'everybody', (query) =>
      query.where('proposal.agency_id', '=', sight === 'everybody' ? '' : sight.agencyId),
    );
}

type ProposalRow = Awaited<ReturnType<ReturnType<typeof openProposals>['executeTakeFirstOrThrow']>>;

function proposalFrom(row: ProposalRow): RoleProposal[] {
  const { name, email, role, roleNow, userId, invitationId, ...rest } = row;
  if (name === null || email === null || !isRole(role)) return [];
  return [
    {
      ...rest,
      name,
      email,
      role,
      roleNow: roleNow !== null && isRole(roleNow) ? roleNow : undefined,
      userId: userId ?? undefined,
      invitationId: invitationId ?? undefined,
    },
  ];
}

/** What waits for a second person within sight, the oldest first. */
export async function listProposals(
  tx: Transaction,
  sight: Sight,
  now: Date,
): Promise<RoleProposal[]> {
  const rows = await openProposals(tx, sight)
    .where('proposal.expires_at', '>', now)
    .orderBy('proposal.proposed_at')
    .orderBy('proposal.id')
    .execute();
  return rows.flatMap(proposalFrom);
}

/** A proposal that nobody has decided. Throws NotFound. */
export async function getProposal(
  tx: Transaction,
  sight: Sight,
  id: string,
): Promise<RoleProposal> {
  const row = await openProposals(tx, sight).where('proposal.id', '=', id).executeTakeFirst();
  const [proposal] = row === undefined ? [] : proposalFrom(row);
  if (proposal === undefined) throw new NotFound();
  return proposal;
}

/** What is proposed for an account or an invitation, whether or not its time has run out. */
export async function findProposalFor(
  tx: Transaction,
  subject: { userId: string } | { invitationId: string },
): Promise<RoleProposal | undefined> {
  const open = openProposals(tx, 'everybody');
  const row = await (
    'userId' in subject
      ? open.where('proposal.user_id', '=', subject.userId)
      : open.where('proposal.invitation_id', '=', subject.invitationId)
  ).executeTakeFirst();
  return row === undefined ? undefined : proposalFrom(row)[0];
}

export async function insertProposal(
  tx: Transaction,
  proposal: {
    agencyId: string;
    userId?: string;
    invitationId?: string;
    role: Role;
    proposedBy: string;
    proposedByName: string;
    now: Date;
  },
): Promise<string> {
  const { id } = await tx
    .insertInto('role_proposals')
    .values({
      agency_id: proposal.agencyId,
      user_id: proposal.userId ?? null,
      invitation_id: proposal.invitationId ?? null,
      role: proposal.role,
      proposed_by: proposal.proposedBy,
      proposed_by_name: proposal.proposedByName,
      proposed_at: proposal.now,
      expires_at: new Date(proposal.now.getTime() + proposalDays * 86_400_000),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Settles a proposal; false when somebody did before. */
export async function decideProposal(
  tx: Transaction,
  id: string,
  decision: { kind: 'approved' | 'refused'; by: string; byName: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('role_proposals')
    .set({
      decision: decision.kind,
      decided_by: decision.by,
      decided_by_name: decision.byName,
      decided_at: decision.now,
    })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** What was proposed for somebody no longer waits: their account changed, closed, or is proposed anew. */
export async function overtakeProposals(
  tx: Transaction,
  subject: { userId: string } | { invitationId: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('role_proposals')
    .set({ decision: 'overtaken', decided_at: now })
    .where('decision', 'is', null)
    .$if('userId' in subject, (query) =>
      query.where('user_id', '=', 'userId' in subject ? subject.userId : ''),
    )
    .$if('invitationId' in subject, (query) =>
      query.where('invitation_id', '=', 'invitationId' in subject ? subject.invitationId : ''),
    )
    .execute();
}
