import { action } from '#core/actions/action.ts';
import { Conflict } from '#platform/http/failures.ts';
import {
  isLastAdministrator,
  LastAdministrator,
  refuseSelf,
  StaleEdit,
  takeTurn,
} from './account-changes.ts';
import { noteChange } from './change-store.ts';
import { closeAccess } from './close-access.ts';
import { getPerson, updatePerson } from './person-store.ts';
import { sightOf } from './person.ts';

export type Departure = {
  userId: string;
  /** The version of the account that the form showed. */
  version: number;
  /** At once; from a moment to come, in milliseconds since 1970; or not after all. */
  when: { kind: 'at-once' } | { kind: 'later'; from: number } | { kind: 'not' };
  /** Said by whoever leaves the agency without an administrator. */
  knowsLast: boolean;
};

/** Ends somebody's access, at once with their sessions or from a moment to come. */
export const endAccess = action(
  'user.ended',
  'user.end',
  async ({ tx, principal, now }, departure: Departure) => {
    const { userId, when } = departure;
    const sight = sightOf(principal);
    const { agencyId } = await getPerson(tx, sight, userId);
    await takeTurn(tx, principal, { agencyId, now });
    const person = await getPerson(tx, sight, userId);
    refuseSelf(person, principal);
    if (person.state === 'left') throw new Conflict('This person has left already.');
    if (person.version !== departure.version) throw new StaleEdit();
    if (when.kind !== 'not' && !departure.knowsLast && (await isLastAdministrator(tx, person))) {
      throw new LastAdministrator();
    }
    if (when.kind === 'at-once') await closeAccess(tx, person, { now, principal });
    else {
      const leavesAt = when.kind === 'later' ? new Date(when.from) : null;
      const name = when.kind === 'later' ? 'leaving-planned' : 'leaving-called-off';
      await updatePerson(tx, userId, { leavesAt });
      await noteChange(tx, person, { name, now, principal });
    }
    return {
      result: undefined,
      about: [{ kind: 'user', id: userId }],
      detail: { when: when.kind, agency: agencyId },
    };
  },
);
