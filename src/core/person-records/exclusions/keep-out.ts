import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { getOwnRecord } from '#core/person-records/own-record.ts';
import { listStaff } from '#core/person-records/staff-store.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import {
  confirmExclusion,
  endExclusion,
  insertExclusion,
  listExclusions,
} from './exclusion-store.ts';

/** What the form can say beside whom was chosen. */
export class NotToBeKeptOut extends Error {}

const about = (id: string) => [{ kind: 'person-record', id }];

/** Keeps somebody out of a record of the governance lead's agency, from this moment and beyond break-glass. */
export const keepOut = action(
  'exclusion.made',
  'exclusion.decide',
  async (
    { tx, principal, now },
    { recordId, userId, reason }: { recordId: string; userId: string; reason: string },
  ) => {
    await getOwnRecord(tx, principal, recordId);
    if (principal.kind !== 'person') throw new NotFound();
    if (userId === principal.userId)
      throw new NotToBeKeptOut('Nobody keeps themselves out. Ask another governance lead');
    if (!(await listStaff(tx, [userId])).has(userId))
      throw new NotToBeKeptOut('Choose somebody from the list');
    const known = await listExclusions(tx, recordId);
    if (known.some((one) => one.userId === userId && one.endedAt === null))
      throw new NotToBeKeptOut('They are kept out of this record already');
    const id = randomUUID();
    await insertExclusion(tx, { id, recordId, userId, reason, madeBy: principal.userId, now });
    return { result: { id }, about: about(recordId), detail: { exclusion: id } };
  },
);

export type ExclusionDecision = { id: string; decision: 'confirmed' | 'ended' };

/** Confirms an exclusion that the service found, or ends any. Throws NotFound, also for one of oneself. */
export const decideExclusion = action(
  'exclusion.decided',
  'exclusion.decide',
  async ({ tx, principal, now }, { id, decision }: ExclusionDecision) => {
    if (principal.kind !== 'person') throw new NotFound();
    const exclusion = (await listExclusions(tx)).find((one) => one.id === id);
    if (exclusion === undefined) throw new NotFound();
    const decide = decision === 'ended' ? endExclusion : confirmExclusion;
    if (!(await decide(tx, { id, by: principal.userId, now })))
      throw new Conflict('Somebody decided this before you. Open the page again.');
    return {
      result: { recordId: exclusion.recordId },
      about: about(exclusion.recordId),
      detail: { exclusion: id, decision },
    };
  },
);
