import { action, type Ground } from '#core/actions/action.ts';
import { closeAccess } from './close-access.ts';
import { findPerson, listDueToLeave, waitForTurnInAgency } from './person-store.ts';

const jobs = { kind: 'system', name: 'jobs' } as const;

const endDue = action(
  'user.ended',
  'user.end',
  async ({ tx, principal, now }, { id, agencyId }: { id: string; agencyId: string }) => {
    await waitForTurnInAgency(tx, agencyId);
    const person = await findPerson(tx, 'everybody', id);
    const isDue = person?.state === 'leaving' && (person.leavesAt ?? now) <= now;
    if (isDue) await closeAccess(tx, person, { now, principal });
    return {
      result: undefined,
      about: [{ kind: 'user', id }],
      detail: { when: isDue ? 'on-the-day' : 'not' },
    };
  },
);

/** Closes the accounts whose day has come. The door has not let them in since; harmless however often. */
export async function endDueAccess(ground: Ground): Promise<void> {
  const now = ground.clock.now();
  const due = await ground.database.transaction(jobs, (tx) => listDueToLeave(tx, now));
  for (const person of due) await endDue(ground, { principal: jobs }, person);
}
