import type { Database } from '#platform/database/database.ts';
import { openQueryQueue, type QueryQueue } from '#platform/analytics/query-queue.ts';
import { TooMany } from '#platform/http/failures.ts';
import type { HotspotMap } from './read-map.ts';

type Kept = { maps: Map<string, Promise<HotspotMap | undefined>>; queue: QueryQueue };

/** Of each database the maps asked for last: drawing one takes a second or two, showing it again nothing. */
const keptMaps = new WeakMap<Database, Kept>();

const mostKept = 12;
const mostAtOnce = 2;
const mostWaiting = 20;

/**
 * The map of a key, which names everything it rests on: drawn now, or the one that was drawn before or is being
 * drawn for somebody else. A map that failed is not kept. Throws TooMany when many others are waiting for theirs.
 */
export async function keepMap(
  database: Database,
  key: string,
  draw: () => Promise<HotspotMap | undefined>,
): Promise<HotspotMap | undefined> {
  const { maps, queue } = keptOf(database);
  if (!maps.has(key) && queue.waiting >= mostWaiting) {
    throw new TooMany('Many maps are being drawn. Wait a minute, then ask for yours again.');
  }
  const found = maps.get(key) ?? queue.take(draw);
  // What was asked for last stands last, and is let go of last.
  maps.delete(key);
  maps.set(key, found);
  for (const oldest of [...maps.keys()].slice(0, -mostKept)) maps.delete(oldest);
  try {
    return await found;
  } catch (problem) {
    if (maps.get(key) === found) maps.delete(key);
    throw problem;
  }
}

function keptOf(database: Database): Kept {
  const kept: Kept = keptMaps.get(database) ?? {
    maps: new Map(),
    queue: openQueryQueue(mostAtOnce),
  };
  keptMaps.set(database, kept);
  return kept;
}
