import type { Role } from '#core/access/roles.ts';
import type { Principal } from '#platform/database/principal.ts';

/** How long a proposal of a powerful role waits for its second person, in days. */
export const proposalDays = 7;

/** A powerful role that one person proposed for another. */
export type RoleProposal = {
  id: string;
  agencyId: string;
  agencyName: string;
  /** Who would have the role. */
  name: string;
  email: string;
  /** The account it is for, or the invitation. */
  userId: string | undefined;
  invitationId: string | undefined;
  role: Role;
  /** What they are now; undefined for somebody who is only invited. */
  roleNow: Role | undefined;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  expiresAt: Date;
};

export function isExpired({ expiresAt }: Pick<RoleProposal, 'expiresAt'>, now: Date): boolean {
  return expiresAt <= now;
}

/** Whether this person can be the second: neither who proposed it nor whom it is for, and in charge there. */
export function mayDecide(
  proposal: Pick<RoleProposal, 'agencyId' | 'userId' | 'proposedBy'>,
  principal: Principal,
): boolean {
  if (principal.kind !== 'person') return false;
  const { userId, role, agencyId } = principal;
  if (userId === proposal.proposedBy || userId === proposal.userId) return false;
  return (
    role === 'information-governance' ||
    (role === 'administrator' && agencyId === proposal.agencyId)
  );
}
