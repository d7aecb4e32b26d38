import type { Role } from '#core/access/roles.ts';
import type { RoleProposal } from './role-proposal.ts';

/** Somebody asked to come, who has not come yet. */
export type Invitation = {
  id: string;
  agencyId: string;
  agencyName: string;
  email: string;
  name: string;
  role: Role;
  teamId: string | undefined;
  teamName: string | undefined;
  invitedByName: string;
  invitedAt: Date;
  /** Undefined while its role waits for approval. */
  lastSentAt: Date | undefined;
  /** The account that the link opens; undefined where the address has one with another agency. */
  userId: string | undefined;
};

export type InvitationWithProposal = { invitation: Invitation; proposal: RoleProposal | undefined };
