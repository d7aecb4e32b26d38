import { isPowerful, type Role } from '#core/access/roles.ts';
import { action, type ActionContext } from '#core/actions/action.ts';
import { findTeam } from '#core/agencies/team-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Conflict } from '#platform/http/failures.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import {
  FieldConflict,
  isLastAdministrator,
  LastAdministrator,
  refuseSelf,
  StaleEdit,
  takeTurn,
} from './account-changes.ts';
import { noteChange } from './change-store.ts';
import { getPerson, updatePerson } from './person-store.ts';
import { sightOf, type Person } from './person.ts';
import { proposeRole } from './propose-role.ts';
import { overtakeProposals } from './role-proposal-store.ts';

export type Placement = {
  userId: string;
  /** The version of the account that the form showed. */
  version: number;
  role: Role;
  teamId: string | undefined;
  /** Said by whoever leaves the agency without an administrator. */
  knowsLast: boolean;
};

/** Gives somebody another role or team. A powerful role is only proposed, and waits for a second person. */
export const changePlacement = action(
  'user.placed',
  'user.change',
  async (context, placement: Placement) => {
    const { tx, principal, now } = context;
    const { userId, role } = placement;
    const sight = sightOf(principal);
    const { agencyId } = await getPerson(tx, sight, userId);
    await takeTurn(tx, principal, { agencyId, now });
    const before = await getPerson(tx, sight, userId);
    refuseSelf(before, principal);
    if (before.state === 'left') throw new Conflict('This person has left.');
    if (before.version !== placement.version) throw new StaleEdit();
    const isNewRole = role !== before.role;
    if (isNewRole && !placement.knowsLast && (await isLastAdministrator(tx, before))) {
      throw new LastAdministrator();
    }
    const person = { ...before, team: await findNewTeam(tx, before, placement.teamId) };
    if (person.team?.id !== before.team?.id) {
      await updatePerson(tx, userId, { teamId: person.team?.id ?? null });
      await noteChange(tx, person, { name: 'team-changed', now, principal });
    }
    if (isNewRole && isPowerful(role)) {
      await proposeRole(tx, { userId, agencyId, role }, { principal, now });
      await noteChange(tx, { ...person, role }, { name: 'role-proposed', now, principal });
    } else if (isNewRole) await setRole(tx, { ...person, role }, context);
    return {
      result: { isProposed: isNewRole && isPowerful(role) },
      about: [{ kind: 'user', id: userId }],
      detail: { role, roleBefore: before.role, waitsForApproval: isNewRole && isPowerful(role) },
    };
  },
);

/** Gives somebody the role they have here from now on, and tells them. */
export async function setRole(
  tx: Transaction,
  person: Person,
  { principal, now }: Pick<ActionContext, 'principal' | 'now'>,
): Promise<void> {
  await overtakeProposals(tx, { userId: person.id }, now);
  await updatePerson(tx, person.id, { role: person.role });
  await noteChange(tx, person, { name: 'role-changed', now, principal });
  const fields = { what: 'role-changed' } as const;
  await sendLater(tx, { to: person.email, template: 'sign-in-changed', fields, now, principal });
}

/** The team that was chosen. One of another agency is as if it were not there. */
async function findNewTeam(
  tx: Transaction,
  { agencyId, team }: Person,
  teamId: string | undefined,
): Promise<Person['team']> {
  if (teamId === undefined || teamId === team?.id) return teamId === undefined ? undefined : team;
  const found = await findTeam(tx, agencyId, teamId);
  if (found === undefined || found.isClosed) {
    throw new FieldConflict('team', 'Choose a team from the list');
  }
  return found;
}
