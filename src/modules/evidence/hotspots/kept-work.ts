import type { Database } from '#platform/database/database.ts';
import { openQueryQueue, type QueryQueue } from '#platform/analytics/query-queue.ts';
import { Conflict, TooMany } from '#platform/http/failures.ts';

type Work<Result> = { result: Promise<Result>; isDone: boolean };
type Kept<Result> = { works: Map<string, Work<Result>>; queue: QueryQueue };

const mostKept = 12;
const mostAtOnce = 2;
const mostWaiting = 20;

/** How the result of a key is come by. The key names everything that the result rests on. */
export type TakeWork<Result> = (
  database: Database,
  key: string,
  work: () => Promise<Result>,
) => Promise<Result>;

export type KeptWork<Result> = {
  /**
   * Worked out now, or what was worked out before or is being worked out for somebody else. What failed is not
   * kept. Throws TooMany when many others are waiting for theirs.
   */
  workOnce: TakeWork<Result>;
  /**
   * Only what was worked out before: nothing is worked out inside a transaction, because its connection is for
   * others too. Throws Conflict when there is nothing.
   */
  takeDone: TakeWork<Result>;
};

/** Keeps what was asked for last of each database; the words are what a reader is told when it has to wait. */
export function keepWork<Result>(words: { busy: string; changed: string }): KeptWork<Result> {
  const kept = new WeakMap<Database, Kept<Result>>();
  const keptOf = (database: Database): Kept<Result> => {
    const found = kept.get(database) ?? { works: new Map(), queue: openQueryQueue(mostAtOnce) };
    kept.set(database, found);
    return found;
  };
  return {
    async workOnce(database, key, work) {
      const { works, queue } = keptOf(database);
      if (!works.has(key) && queue.waiting >= mostWaiting) throw new TooMany(words.busy);
      const own = works.get(key) ?? { result: queue.take(work), isDone: false };
      // What was asked for last stands last, and is let go of last.
      works.delete(key);
      works.set(key, own);
      try {
        const result = await own.result;
        own.isDone = true;
        letGo(works);
        return result;
      } catch (problem) {
        if (works.get(key) === own) works.delete(key);
        throw problem;
      }
    },
    async takeDone(database, key) {
      const found = keptOf(database).works.get(key);
      if (found?.isDone !== true) throw new Conflict(words.changed);
      return found.result;
    },
  };
}

/** Lets the oldest go; what is still being worked out is never worked out twice. */
function letGo<Result>(works: Map<string, Work<Result>>): void {
  const done = [...works].filter(([, { isDone }]) => isDone);
  for (const [key] of done.slice(0, -mostKept)) works.delete(key);
}
