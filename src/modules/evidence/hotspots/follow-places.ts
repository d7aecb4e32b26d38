import { classifyPlace, type PlaceOverTime } from '#statistics/places-over-time/classify-place.ts';
import { drawMap, type MappedArea, type MapSettings } from './draw-map.ts';
import type { Ground } from './ground.ts';

/** What has become of each area over these months, from a map of each month by itself. */
export async function followPlaces(
  ground: Ground,
  months: readonly string[],
  settings: MapSettings,
): Promise<PlaceOverTime[]> {
  const maps: MappedArea[][] = [];
  for (const month of months) maps.push(await drawMap(ground, [month], settings));
  return ground.areas.map((_, area) =>
    classifyPlace(maps.map((map) => map[area]?.class === 'hot')),
  );
}
