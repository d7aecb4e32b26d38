import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import type { Transaction } from '#platform/database/database.ts';
import { actorNameOf, actorOf } from '#platform/database/principal.ts';
import { enqueueJob } from '#platform/jobs/job-store.ts';
import type { AreaLoad, LoadSubject } from './area-load.ts';
import { findCurrentLoad, insertLoad, lockAreaLoads } from './area-load-store.ts';
import type { LoadKey } from './area-store.ts';
import { updateSmallAreas } from './small-area-store.ts';

/** The job that follows every load which can change where incidents of split areas belong. */
export const areasChangedTaskName = 'areas-changed';

export type LoadOrder = LoadSubject & {
  files: AreaLoad['files'];
  /** Of everything that decides what is stored: the subject, the fields and the bytes. */
  contentSha256: string;
  /** Stores every row and counts them. Throws AreaFileProblem, and then nothing is kept. */
  write(tx: Transaction, load: LoadKey): Promise<Pick<AreaLoad, 'rows' | 'rowsRepeated'>>;
};

export type RecordedLoad = { load: AreaLoad; alreadyLoaded: boolean };

/** Makes what files say of areas current, all of it or nothing. The same again changes nothing. */
export const recordLoad = action(
  'areas.loaded',
  'areas.load',
  async ({ tx, principal, now }, order: LoadOrder) => {
    await lockAreaLoads(tx);
    const earlier = await findCurrentLoad(tx, order.kind, order.contentSha256);
    if (earlier !== undefined) {
      const result: RecordedLoad = { load: earlier, alreadyLoaded: true };
      return { result, about: [{ kind: 'area-load', id: earlier.id }] };
    }
    const { kind, type, toType, year, files, contentSha256 } = order;
    const key = { id: randomUUID(), kind, type, toType, year };
    const load: AreaLoad = { ...key, files, ...(await order.write(tx, key)) };
    const actor = actorOf(principal);
    const actorName = actorNameOf(principal);
    await insertLoad(tx, { ...load, contentSha256, actor, actorName, loadedAt: now });
    if (isAboutSmallAreas(order)) await updateSmallAreas(tx);
    if (changesCarrying(order)) {
      const title = 'Placing incidents in areas that were split';
      const job = { id: randomUUID(), task: areasChangedTaskName, title, payload: {} };
      await enqueueJob(tx, { ...job, principal, now });
    }
    const result: RecordedLoad = { load, alreadyLoaded: false };
    const detail = { kind, type, rows: load.rows };
    return { result, about: [{ kind: 'area-load', id: load.id }], detail };
  },
);

function isAboutSmallAreas({ kind, type }: LoadSubject): boolean {
  return kind !== 'population' && ['lsoa21', 'lsoa11', 'invented'].includes(type);
}

function changesCarrying({ kind, type, toType }: LoadSubject): boolean {
  return (
    (kind === 'areas' && type === 'lsoa21') ||
    (kind === 'lookup' && type === 'lsoa11' && toType === 'lsoa21')
  );
}
