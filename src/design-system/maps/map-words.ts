import type { MapClass } from './map-class.ts';
import type { MapArea } from './map-picture.tsx';
import type { ProjectedMap } from './project-areas.ts';

/** How many names a sentence holds before it only counts. */
const fewNames = 5;
const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The map in words, for who cannot see it: how many areas are in each class. */
export function describeMap(areas: readonly MapArea[], classes: readonly MapClass[]): string {
  const counts = classes.toReversed().flatMap(({ id, label }) => {
    const count = areas.filter(({ classId }) => classId === id).length;
    return count === 0 ? [] : `${label}: ${count.toLocaleString('en-GB')}`;
  });
  return `A map of ${countAreas(areas.length)}. ${counts.join('; ')}. The table below has every one of them.`;
}

/** Which areas are not drawn because no boundary was loaded for them; undefined when all are. */
export function missingBoundaries(
  map: ProjectedMap | undefined,
  areas: readonly MapArea[],
): string | undefined {
  if (map === undefined) {
    return 'No boundaries have been loaded for these areas, so there is no map. The table has every area.';
  }
  const missing = areas.filter(({ id }) => !map.areaPaths.has(id));
  if (missing.length === 0) return undefined;
  const names =
    missing.length > fewNames ? '' : `: ${lists.format(missing.map((area) => area.name))}`;
  const [verb, pronoun] = missing.length === 1 ? ['has', 'It is'] : ['have', 'They are'];
  return `${countAreas(missing.length)} ${verb} no boundary loaded${names}. ${pronoun} in the table but not on the map.`;
}

function countAreas(count: number): string {
  return count === 1 ? '1 area' : `${count.toLocaleString('en-GB')} areas`;
}
