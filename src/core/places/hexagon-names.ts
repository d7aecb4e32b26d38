import { hexagonMiddle, type Hexagon } from './hexagon-grid.ts';
import type { Point } from './point-in-boundary.ts';

/** A town or village with a rough middle, in degrees (WGS84). */
export type NamedPlace = Point & { name: string };

type Way = { place: string; kilometres: number; bearing: number };

type Unnamed = { hexagon: Hexagon; way: Way };

const earthRadius = 6_371.0088;
const radians = Math.PI / 180;
const eightPoints = [
  'north',
  'north-east',
  'east',
  'south-east',
  'south',
  'south-west',
  'west',
  'north-west',
];
const sixteenPoints = [
  'north',
  'north-north-east',
  'north-east',
  'east-north-east',
  'east',
  'east-south-east',
  'south-east',
  'south-south-east',
  'south',
  'south-south-west',
  'south-west',
  'west-south-west',
  'west',
  'west-north-west',
  'north-west',
  'north-north-west',
];

/** From the plainest wording to the most exact: a hexagon gets the first that no other needs. */
const wordings: readonly ((way: Way) => string)[] = [
  (way) => (way.kilometres < 0.75 ? `Middle of ${way.place}` : sayWay(way, eightPoints, 1)),
  (way) => sayWay(way, eightPoints, 0.1),
  sayExactly,
];

/**
 * A name that people understand for every hexagon: how far its middle is from the nearest place, and in which
 * direction ("2 km north of Harbour"). Names within the grid are unique and do not depend on its order. Without
 * any place a hexagon is named by its index.
 */
export function nameHexagons(
  hexagons: readonly Hexagon[],
  places: readonly NamedPlace[],
): ReadonlyMap<Hexagon, string> {
  const names = new Map<Hexagon, string>();
  let open: Unnamed[] = [];
  for (const hexagon of hexagons.toSorted()) {
    const way = findWay(hexagonMiddle(hexagon), places);
    if (way === undefined) names.set(hexagon, `Hexagon ${hexagon}`);
    else open.push({ hexagon, way });
  }
  for (const word of wordings) {
    const groups = groupByName(open, word);
    for (const [name, [first]] of groups.alone) if (first) names.set(first.hexagon, name);
    open = groups.together.flatMap(([, group]) => group);
  }
  // Nearer to each other than the words can tell: numbered.
  for (const [name, group] of groupByName(open, sayExactly).together)
    for (const [index, { hexagon }] of group.entries())
      names.set(hexagon, `${name} (${index + 1})`);
  return names;
}

function groupByName(open: readonly Unnamed[], word: (way: Way) => string) {
  const groups = new Map<string, Unnamed[]>();
  for (const unnamed of open) {
    const name = word(unnamed.way);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [unnamed]);
    else group.push(unnamed);
  }
  return {
    alone: [...groups].filter(([, group]) => group.length === 1),
    together: [...groups].filter(([, group]) => group.length > 1),
  };
}

function sayExactly(way: Way): string {
  return sayWay(way, sixteenPoints, 0.1);
}

function sayWay(
  { place, kilometres, bearing }: Way,
  points: readonly string[],
  step: number,
): string {
  const direction = points[Math.round((bearing * points.length) / 360) % points.length] ?? '';
  const rounded = Math.round(kilometres / step) * step;
  const distance =
    rounded < 0.95
      ? `${Math.max(100, Math.round(rounded * 10) * 100)} m`
      : `${rounded.toFixed(step < 1 ? 1 : 0)} km`;
  return `${distance} ${direction} of ${place}`;
}

/** From the nearest place to a point: kilometres on the sphere, and degrees clockwise from north. */
function findWay(point: Point, places: readonly NamedPlace[]): Way | undefined {
  let nearest: Way | undefined;
  for (const place of places) {
    const middle = ((place.latitude + point.latitude) / 2) * radians;
    const east = (point.longitude - place.longitude) * radians * Math.cos(middle);
    const north = (point.latitude - place.latitude) * radians;
    const kilometres = Math.hypot(east, north) * earthRadius;
    if (nearest !== undefined && nearest.kilometres <= kilometres) continue;
    const bearing = (Math.atan2(east, north) / radians + 360) % 360;
    nearest = { place: place.name, kilometres, bearing };
  }
  return nearest;
}
