import { isPowerful, type Role } from '#core/access/roles.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Forbidden } from '#platform/http/failures.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import { roleProposalPath } from './paths.ts';
import { listAdministrators, listPeopleOfRole } from './person-store.ts';
import { insertProposal, overtakeProposals } from './role-proposal-store.ts';

type Subject = { userId: string } | { invitationId: string };

/**
 * Puts a powerful role before a second person and tells those who can be it: the agency's other
 * administrators, or governance where there are none. Replaces what was proposed before.
 */
export async function proposeRole(
  tx: Transaction,
  subject: Subject & { agencyId: string; role: Role },
  { principal, now }: { principal: Principal; now: Date },
): Promise<string> {
  if (principal.kind !== 'person' || !isPowerful(subject.role)) {
    throw new Forbidden('Only a person proposes a role, and only a powerful one.');
  }
  await overtakeProposals(tx, subject, now);
  const proposedBy = { proposedBy: principal.userId, proposedByName: principal.name };
  const id = await insertProposal(tx, { ...subject, ...proposedBy, now });
  const link = await fullAddress(tx, roleProposalPath(id));
  for (const email of await listSeconds(tx, subject, principal.userId)) {
    await sendLater(tx, {
      to: email,
      template: 'role-to-approve',
      fields: { link },
      now,
      principal,
    });
  }
  return id;
}

async function listSeconds(
  tx: Transaction,
  subject: Subject & { agencyId: string },
  proposer: string,
): Promise<string[]> {
  const others = ({ id }: { id: string }): boolean =>
    id !== proposer && !('userId' in subject && subject.userId === id);
  const administrators = await listAdministrators(tx, subject.agencyId, proposer);
  const near = administrators.filter(others);
  const seconds =
    near.length > 0 ? near : (await listPeopleOfRole(tx, 'information-governance')).filter(others);
  return seconds.map(({ email }) => email);
}
