import { gunzipSync } from 'node:zlib';
import type { MadeAreas } from './make-area-file.ts';
import { splitTable } from './split-table.ts';

export type ExpectedArea = { code: string; name: string; boundary: unknown };

/** What a file of areas says, told apart from the product's readers. */
export type ExpectedAreas = {
  areas: readonly ExpectedArea[];
  /** From code and to code. */
  lookups: readonly (readonly [string, string])[];
  populations: readonly { code: string; people: number }[];
  /** Rows that say again what another said. */
  repeated: number;
};

const nothing: ExpectedAreas = { areas: [], lookups: [], populations: [], repeated: 0 };

/** Reads a file by the rules that refusals state; undefined when nothing of it may be kept. */
export function expectAreas(
  kind: MadeAreas['kind'],
  bytes: Buffer,
  isGeoJson: boolean,
): ExpectedAreas | undefined {
  const text = textOf(bytes);
  if (text === undefined || /^(\s*<|PK)/.test(text)) return undefined;
  if (isGeoJson) return expectGeoJson(text);
  const second = { areas: 'NAME', lookup: 'TO', population: 'PEOPLE' }[kind];
  const rows = readColumns(text.replace(/^\uFEFF/, ''), 'CODE', second);
  if (rows === undefined || rows.length === 0) return undefined;
  if (!rows.every(([code]) => isSmallArea(code))) return undefined;
  const codes = new Set(rows.map(([code]) => code));
  switch (kind) {
    case 'areas':
      if (codes.size < rows.length || !rows.every(([, name]) => isName(name))) return undefined;
      return { ...nothing, areas: rows.map(([code, name]) => ({ code, name, boundary: null })) };
    case 'population':
      if (codes.size < rows.length || !rows.every(([, count]) => isFigures(count, 1, 9)))
        return undefined;
      return {
        ...nothing,
        populations: rows.map(([code, people]) => ({ code, people: Number(people) })),
      };
    case 'lookup': {
      if (!rows.every(([, to]) => isSmallArea(to))) return undefined;
      const pairs = new Map(rows.map((pair) => [pair.join(' '), pair]));
      return { ...nothing, lookups: [...pairs.values()], repeated: rows.length - pairs.size };
    }
  }
}

function textOf(bytes: Buffer): string | undefined {
  try {
    const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

const longestRow = 100_000;

function readColumns(text: string, first: string, second: string): [string, string][] | undefined {
  const records = splitTable(text, { separator: ',', isTrimmed: true });
  const [heading, ...rows] = records ?? [];
  if (heading === undefined || rows.some(({ raw }) => raw.length > longestRow)) return undefined;
  const places = [first, second].map((name) => heading.values.indexOf(name));
  const isTwice = [first, second].some(
    (name) => heading.values.indexOf(name) !== heading.values.lastIndexOf(name),
  );
  const isEven = rows.every(({ values }) => values.length === heading.values.length);
  const [one = -1, other = -1] = places;
  if (one === -1 || other === -1 || isTwice || !isEven) return undefined;
  return rows.map(({ values }) => [values[one] ?? '', values[other] ?? '']);
}

function expectGeoJson(text: string): ExpectedAreas | undefined {
  let set: Given;
  try {
    set = JSON.parse(text) as Given;
  } catch {
    return undefined;
  }
  const features = set?.['features'];
  if (set?.['type'] !== 'FeatureCollection' || !Array.isArray(features)) return undefined;
  const areas = features.map((feature: unknown) => areaOf(feature as Given));
  const sound = areas.filter((area) => area !== undefined);
  const codes = new Set(sound.map(({ code }) => code));
  const isSound = areas.length > 0 && codes.size === areas.length;
  return isSound ? { ...nothing, areas: sound } : undefined;
}

type Given = Readonly<Record<string, unknown>> | null | undefined;

function areaOf(feature: Given): ExpectedArea | undefined {
  const properties = feature?.['properties'] as Given;
  const [code, name] = [properties?.['CODE'], properties?.['NAME']];
  if (feature?.['type'] !== 'Feature' || typeof code !== 'string') return undefined;
  if (typeof name !== 'string' || !isName(name.trim()) || !isSmallArea(code.trim()))
    return undefined;
  const geometry = feature['geometry'] as Given;
  const { type, coordinates } = {
    type: geometry?.['type'],
    coordinates: geometry?.['coordinates'],
  };
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  const isShape =
    isFilled(polygons) && polygons.every((rings) => isFilled(rings) && rings.every(isRing));
  if (!isShape) return undefined;
  return { code: code.trim(), name: name.trim(), boundary: { type, coordinates } };
}

/** Closed, of four positions or more, and in the United Kingdom. */
function isRing(ring: unknown): boolean {
  if (!isFilled(ring) || ring.length < 4) return false;
  const isInside = ring.every((position) => {
    if (!isFilled(position) || position.length < 2 || position.length > 4) return false;
    if (!position.every((one) => typeof one === 'number' && Number.isFinite(one))) return false;
    const [x, y] = position as [number, number];
    return x >= -9 && x <= 2.5 && y >= 49 && y <= 61.5;
  });
  const [first, last] = [ring[0], ring.at(-1)] as [number[], number[]];
  return isInside && first[0] === last[0] && first[1] === last[1];
}

function isFilled(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isSmallArea(code: string): boolean {
  return ['E01', 'W01'].includes(code.slice(0, 3)) && isFigures(code.slice(3), 6, 6);
}

function isName(name: string): boolean {
  const isHalf = (one: string): boolean => one >= '\ud800' && one <= '\udfff' && one.length === 1;
  const isControl = (one: string): boolean => one < ' ' || (one >= '\u007f' && one <= '\u009f');
  const isSeen = (one: string): boolean => !isHalf(one) && !isControl(one);
  return name !== '' && name.length <= 200 && Array.from(name).every(isSeen);
}

function isFigures(text: string, least: number, most: number): boolean {
  if (text.length < least || text.length > most) return false;
  return Array.from(text).every((one) => '0123456789'.includes(one));
}
