import type { Database } from '#platform/database/database.ts';
import type { HotspotMap } from './read-map.ts';

type Kept = Map<string, Promise<HotspotMap | undefined>>;

/** Of each database the maps asked for last: drawing one takes a second or two, showing it again nothing. */
const keptMaps = new WeakMap<Database, Kept>();

const mostKept = 12;

/**
 * The map of a key, which names everything it rests on: drawn now, or the one that was drawn before or is being
 * drawn for somebody else. A map that failed is not kept.
 */
export async function keepMap(
  database: Database,
  key: string,
  draw: () => Promise<HotspotMap | undefined>,
): Promise<HotspotMap | undefined> {
  const kept: Kept = keptMaps.get(database) ?? new Map<string, Promise<HotspotMap | undefined>>();
  keptMaps.set(database, kept);
  const found = kept.get(key) ?? draw();
  // What was asked for last stands last, and is let go of last.
  kept.delete(key);
  kept.set(key, found);
  for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
  try {
    return await found;
  } catch (problem) {
    if (kept.get(key) === found) kept.delete(key);
    throw problem;
  }
}
