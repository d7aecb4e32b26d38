import { times, type Random } from './random.ts';

/** A file of areas; `rows` of it, undefined when it must be refused. */
export type MadeAreas = {
  kind: 'areas' | 'lookup' | 'population';
  bytes: Buffer;
  rows: number | undefined;
};

const code = (at: number): string => `E010${String(at).padStart(5, '0')}`;
const ring = [
  [-1.5, 52],
  [-1, 52],
  [-1, 53],
  [-1.5, 53],
  [-1.5, 52],
];

type Feature = { type: string; properties: unknown; geometry: unknown };

/** A GeoJSON set of areas, sound or with one fault. */
export function makeGeoJson(random: Random): MadeAreas {
  const features: Feature[] = times(1 + random.int(5), (at) => ({
    type: 'Feature',
    properties: { CODE: code(at), NAME: random.pick(['Town “A” 001A', 'a, {b} [c]', 'Ünder']) },
    geometry: random.pick([
      { type: 'Polygon', coordinates: [ring] },
      { type: 'MultiPolygon', coordinates: [[ring], [ring, ring]] },
    ]),
  }));
  const isFaulty = random.chance(0.5);
  const chosen = features[random.int(features.length)];
  if (isFaulty && chosen) spoilFeature(random, chosen);
  const set = JSON.stringify({ type: 'FeatureCollection', features }, null, random.pick([0, 1]));
  return { kind: 'areas', bytes: Buffer.from(set), rows: isFaulty ? undefined : features.length };
}

/** Every one of these must be refused. */
function spoilFeature(random: Random, feature: Feature): void {
  const properties = feature.properties as Record<string, unknown>;
  const polygon = (coordinates: unknown) => ({ type: 'Polygon', coordinates });
  const spoilings: readonly [() => void, ...(() => void)[]] = [
    () =>
      (properties['NAME'] = random.pick(['', ' ', 'x'.repeat(201), 'a\0b', 'a\u0007b', 'a\nb'])),
    () => (properties['NAME'] = random.pick<unknown>([null, 7, {}, ['a']])),
    () =>
      (properties['CODE'] = random.pick<unknown>(['E02000001', 'e01000001', '', 1, null, '\0'])),
    () => (feature.properties = random.pick<unknown>([null, [], 'text', 7])),
    () => (feature.type = random.pick(['feature', '', '__proto__'])),
    () =>
      (feature.geometry = random.pick<unknown>([
        null,
        7,
        [],
        { type: 'Point', coordinates: [0, 0] },
      ])),
    () =>
      (feature.geometry = polygon(
        random.pick<unknown>([null, [], [[]], [[[]]], 'x', [[1, 2, 3, 4]]]),
      )),
    () => (feature.geometry = polygon([ring.slice(0, 4)])),
    () => (feature.geometry = polygon([ring.map(([x = 0, y = 0]) => [x * 300_000, y * 9_000])])),
    () => (feature.geometry = polygon([ring.map(([x = 0, y = 0]) => [y, x])])),
    () => (feature.geometry = polygon([[...ring.slice(0, 3), ['1', null], ...ring.slice(4)]])),
    () => (feature.geometry = nested(random.pick([63, 1_000]))),
  ];
  random.pick(spoilings)();
}

/** Lists within lists: deeper than any geometry. */
function nested(depth: number): unknown {
  let inside: unknown = [0, 0];
  for (let at = 0; at < depth; at += 1) inside = [inside];
  return { type: 'Polygon', coordinates: inside };
}

/** A CSV of areas, of a lookup or of residents, sound or with one fault. */
export function makeAreaCsv(random: Random): MadeAreas {
  const kind = random.pick(['areas', 'lookup', 'population'] as const);
  const column = { areas: 'NAME', lookup: 'TO', population: 'PEOPLE' }[kind];
  const rows = times(1 + random.int(8), (at) => [code(at), sound(random, kind, at), 'x, "y"']);
  const isFaulty = random.chance(0.4);
  const chosen = rows[random.int(rows.length)];
  if (isFaulty && chosen) spoilRow(random, kind, chosen, rows);
  const lineBreak = random.pick(['\n', '\r\n', 'mixed']);
  const records = [['CODE', column, 'OTHER'], ...rows].map((row) =>
    row.map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)),
  );
  const text = records
    .map(
      (row) => `${row.join(',')}${lineBreak === 'mixed' ? random.pick(['\n', '\r\n']) : lineBreak}`,
    )
    .join('');
  const mark = random.chance(0.2) ? '\uFEFF' : '';
  const bytes = Buffer.from(`${mark}${text}`);
  return { kind, bytes, rows: isFaulty ? undefined : rows.length };
}

function sound(random: Random, kind: MadeAreas['kind'], at: number): string {
  if (kind === 'lookup') return code(at + 1_000);
  if (kind === 'population') return random.pick(['0', '1500', '007']);
  return random.pick(['Town 001A', 'Town, The 002B', 'a "b" c', 'Ünder']);
}

function spoilRow(random: Random, kind: MadeAreas['kind'], row: string[], rows: string[][]): void {
  switch (random.int(4)) {
    case 0:
      row[0] = random.pick(['', 'E0100001', 'W02000001', 'x'.repeat(150_000)]);
      break;
    case 1:
      if (kind === 'areas') row[1] = random.pick(['', 'n'.repeat(201), 'a\u0007b', 'two\nlines']);
      else row[1] = random.pick(['', '1,500', '-1', '1e3', '9999999999', 'E01']);
      break;
    case 2:
      row.push('more');
      break;
    default:
      // The same pair twice is only repeated, but a code twice with another value is no lookup fault either.
      if (kind === 'lookup') row.pop();
      else rows.push([...row]);
  }
}
