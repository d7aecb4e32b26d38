import type { Database } from '#platform/database/database.ts';
import { openQueryQueue, type QueryQueue } from '#platform/analytics/query-queue.ts';
import { Conflict, TooMany } from '#platform/http/failures.ts';
import type { HotspotMap } from './read-map.ts';

type Drawing = { map: Promise<HotspotMap | undefined>; isDrawn: boolean };
type Kept = { drawings: Map<string, Drawing>; queue: QueryQueue };

/** Of each database the maps asked for last: drawing one takes a second or two, showing it again nothing. */
const keptMaps = new WeakMap<Database, Kept>();

const mostKept = 12;
const mostAtOnce = 2;
const mostWaiting = 20;

/** How the map of a key is come by. The key names everything that the map rests on. */
export type TakeMap = (
  database: Database,
  key: string,
  draw: () => Promise<HotspotMap | undefined>,
) => Promise<HotspotMap | undefined>;

/**
 * Drawn now, or the one that was drawn before or is being drawn for somebody else. A map that failed is not
 * kept. Throws TooMany when many others are waiting for theirs.
 */
export const drawOnce: TakeMap = async (database, key, draw) => {
  const { drawings, queue } = keptOf(database);
  if (!drawings.has(key) && queue.waiting >= mostWaiting) {
    throw new TooMany('Many maps are being drawn. Wait a minute, then ask for yours again.');
  }
  const drawing = drawings.get(key) ?? { map: queue.take(draw), isDrawn: false };
  // What was asked for last stands last, and is let go of last.
  drawings.delete(key);
  drawings.set(key, drawing);
  try {
    const map = await drawing.map;
    drawing.isDrawn = true;
    letGo(drawings);
    return map;
  } catch (problem) {
    if (drawings.get(key) === drawing) drawings.delete(key);
    throw problem;
  }
};

/** Only one that was drawn before: nothing is drawn inside a transaction, because its connection is for others too. */
export const takeDrawn: TakeMap = async (database, key) => {
  const drawing = keptOf(database).drawings.get(key);
  if (drawing?.isDrawn !== true) {
    throw new Conflict(
      'This map has to be drawn again, because its data changed. Open it once more.',
    );
  }
  return drawing.map;
};

/** Lets the oldest go; what is still being drawn is never drawn twice. */
function letGo(drawings: Kept['drawings']): void {
  const drawn = [...drawings].filter(([, { isDrawn }]) => isDrawn);
  for (const [key] of drawn.slice(0, -mostKept)) drawings.delete(key);
}

function keptOf(database: Database): Kept {
  const kept: Kept = keptMaps.get(database) ?? {
    drawings: new Map(),
    queue: openQueryQueue(mostAtOnce),
  };
  keptMaps.set(database, kept);
  return kept;
}
