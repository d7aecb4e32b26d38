import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import { parseMapQuery } from './map-query.ts';
import { usualView } from './map-views.ts';
import { readMap, type Read } from './read-map.ts';

/** The map that an address asks for, and all that was asked as far as it exists; undefined while nothing is loaded. */
export async function findAskedMap(service: Service, principal: Principal, given: unknown) {
  const asked = parseMapQuery(given);
  const read: Read = (work) => service.database.transaction(principal, work);
  const map = await readMap(read, service, asked);
  if (map === undefined) return undefined;
  // What was asked for and does not exist is not in the address of what is shown.
  const query = {
    ...asked,
    ...map.drawnOf,
    view: asked.view ?? usualView(map),
    area: map.areas.find(({ code }) => code === asked.area)?.code,
  };
  return { query, askedView: asked.view, map, read, districts: await read(listDistricts) };
}

/** The same where there is nothing to show without it. Throws NotFound while nothing is loaded. */
export async function getAskedMap(service: Service, principal: Principal, given: unknown) {
  const found = await findAskedMap(service, principal, given);
  if (found === undefined) throw new NotFound('Nothing is loaded that a map can be drawn of.');
  return found;
}
