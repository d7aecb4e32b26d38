import { hexagonOf } from '#core/places/hexagon-grid.ts';
import { nameHexagons, type NamedPlace } from '#core/places/hexagon-names.ts';
import type { Whereabouts } from './whereabouts-store.ts';

/** Hexagons of about 0.1 km²: as near as the middle of a small area means anything. */
const resolution = 9;

/**
 * Where areas lie for whoever does not know their names, by code: their ward where it is loaded, else how far their
 * middle is from the nearest town or village that the partnership names. What nothing is known of is left out.
 */
export function sayWhereabouts(
  areas: readonly Whereabouts[],
  places: readonly NamedPlace[],
): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { code, ward, longitude, latitude } of areas) {
    if (ward !== null) said.set(code, `${ward} ward`);
    else if (longitude !== null && latitude !== null && places.length > 0) {
      said.set(code, sayWay({ longitude, latitude }, places));
    }
  }
  return said;
}

function sayWay(point: { longitude: number; latitude: number }, places: readonly NamedPlace[]) {
  const hexagon = hexagonOf(point, resolution);
  // Each is named by itself: two areas may lie equally far from a town, and their own names tell them apart.
  const way = nameHexagons([hexagon], places).get(hexagon) ?? '';
  return way.startsWith('Middle of ') ? way.replace('Middle', 'middle') : `about ${way}`;
}
