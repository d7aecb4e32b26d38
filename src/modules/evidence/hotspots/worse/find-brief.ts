import type { Service } from '#core/service.ts';
import type { Read } from '#modules/evidence/hotspots/read-map.ts';
import { Conflict, TooMany } from '#platform/http/failures.ts';
import { readWorse, type WorseReport } from './read-worse.ts';

/**
 * What has become worse lately, for a page that is about more than that; undefined where nothing is loaded, or where
 * it cannot be worked out just now, which is no reason to keep the page back.
 */
export async function findBrief(
  read: Read,
  service: Service,
  placeCode?: string,
): Promise<WorseReport | undefined> {
  try {
    return await readWorse(read, service, { placeCode, to: undefined, months: undefined });
  } catch (problem) {
    if (problem instanceof Conflict || problem instanceof TooMany) return undefined;
    throw problem;
  }
}
