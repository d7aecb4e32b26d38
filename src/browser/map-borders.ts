import type { Feature, FeatureCollection, MultiLineString, Position } from 'geojson';

/** Corners this close, in degrees, are the same: about a centimetre. */
const decimals = 7;

/**
 * The borders of the districts: the lines along which areas of different districts meet, or a district ends, each
 * once. An area says its district in `properties.district`; undefined where none does.
 */
export function findBorders(areas: FeatureCollection): Feature<MultiLineString> | undefined {
  const rings = areas.features.flatMap((feature) => {
    const district: unknown = feature.properties?.['district'];
    return typeof district === 'string' ? ringsOf(feature).map((ring) => ({ ring, district })) : [];
  });
  if (rings.length === 0) return undefined;
  const sides = new Map<string, string[]>();
  for (const { ring, district } of rings) {
    for (const [edge] of edgesOf(ring)) {
      const known = sides.get(edge);
      if (known === undefined) sides.set(edge, [district]);
      else known.push(district);
    }
  }
  const lines: Position[][] = [];
  for (const { ring } of rings) {
    let line: Position[] | undefined;
    for (const [edge, from, to] of edgesOf(ring)) {
      const [first, second] = sides.get(edge) ?? [];
      const isBorder = first !== undefined && first !== second;
      // What has been drawn for one side is not drawn again for the other.
      sides.delete(edge);
      if (!isBorder) line = undefined;
      else if (line === undefined) lines.push((line = [from, to]));
      else line.push(to);
    }
  }
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: lines },
  };
}

function ringsOf({ geometry }: Feature): readonly Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

/** Each side of a ring, whose last corner is its first, by a name that is the same from either end. */
function edgesOf(ring: readonly Position[]): [name: string, from: Position, to: Position][] {
  return ring.slice(1).flatMap((to, index) => {
    const from = ring[index] ?? to;
    const [one, other] = [nameCorner(from), nameCorner(to)];
    if (one === other) return [];
    return [[one < other ? `${one},${other}` : `${other},${one}`, from, to]];
  });
}

function nameCorner([x = NaN, y = NaN]: Position): string {
  return `${x.toFixed(decimals)} ${y.toFixed(decimals)}`;
}
