import type { FeatureCollection } from 'geojson';

/** Fetches a FeatureCollection from the service. Throws when there is none at the address. */
export async function fetchBoundaries(address: string): Promise<FeatureCollection> {
  const response = await fetch(address, { headers: { accept: 'application/geo+json' } });
  const found = response.ok ? ((await response.json()) as FeatureCollection) : undefined;
  if (!Array.isArray(found?.features)) throw new Error(`There are no boundaries at ${address}.`);
  return found;
}

/** The box round everything, in degrees. Throws when nothing has a place. */
export function boundsOf({
  features,
}: FeatureCollection): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const widen = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') return part.forEach(widen);
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  };
  for (const { geometry } of features)
    if (geometry && 'coordinates' in geometry) widen(geometry.coordinates);
  if (west > east) throw new Error('The boundaries have no place.');
  return [west, south, east, north];
}
