import { sql } from 'kysely';
import type { Service } from '#core/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import type { ExpectedAreas } from './expect-areas.ts';

/** Everything that the database holds of areas: how many rows each table has, and what is in use. */
export type StoredAreas = {
  sizes: Readonly<Record<'loads' | 'areas' | 'lookups' | 'populations' | 'trace' | 'jobs', number>>;
  areas: readonly { code: string; name: string; boundary: unknown; box: readonly number[] }[];
  lookups: readonly (readonly [string, string])[];
  populations: readonly { code: string; people: number }[];
  /** What is worked out of the areas and lookups: code, type, whether it was split, its code of 2021. */
  smallAreas: readonly (readonly [string, string, boolean, string | null])[];
};

export async function readStoredAreas({ database }: Service): Promise<StoredAreas> {
  return database.transaction(operator, async (tx) => {
    const { rows } = await sql<StoredAreas>`
      select json_build_object(
          'loads', (select count(*) from area_loads), 'areas', (select count(*) from areas),
          'lookups', (select count(*) from area_lookups),
          'populations', (select count(*) from area_populations),
          'trace', (select count(*) from audit_entries),
          'jobs', (select count(*) from job_runs)) as sizes,
        (select coalesce(json_agg(json_build_object('code', code, 'name', name,
            'boundary', boundary, 'box', json_build_array(west, south, east, north))
            order by code), '[]') from areas where is_current) as areas,
        (select coalesce(json_agg(json_build_array(from_code, to_code)
            order by from_code, to_code), '[]') from area_lookups where is_current) as lookups,
        (select coalesce(json_agg(json_build_object('code', code, 'people', people)
            order by code), '[]') from area_populations where is_current) as populations,
        (select coalesce(json_agg(json_build_array(code, type, is_split, lsoa21_code)
            order by code), '[]') from small_areas) as "smallAreas"`.execute(tx);
    const [stored] = rows;
    if (stored === undefined) throw new Error('The database gave nothing.');
    return stored;
  });
}

/** What must be stored once a file was loaded over what was there before. */
export function expectStored(before: StoredAreas, file: ExpectedAreas): StoredAreas {
  const { loads, trace, jobs } = before.sizes;
  const areas = new Map(before.areas.map((area) => [area.code, area]));
  for (const { code, name, boundary } of file.areas) {
    const older = areas.get(code) ?? { boundary: null, box: [null, null, null, null] };
    const shape = boundary === null ? older : { boundary, box: boxOf(boundary) };
    const { boundary: kept, box } = shape as Pick<StoredAreas['areas'][number], 'boundary' | 'box'>;
    areas.set(code, { code, name, boundary: kept, box });
  }
  const replaced = new Set(file.lookups.map(([from]) => from));
  const lookups = [...before.lookups.filter(([from]) => !replaced.has(from)), ...file.lookups];
  const people = new Map(before.populations.map((one) => [one.code, one]));
  for (const one of file.populations) people.set(one.code, one);
  return {
    sizes: {
      loads: loads + 1,
      areas: before.sizes.areas + file.areas.length,
      lookups: before.sizes.lookups + file.lookups.length,
      populations: before.sizes.populations + file.populations.length,
      trace: trace + 1,
      // Areas and lookups can change where incidents of split areas belong; residents cannot.
      jobs: jobs + (file.populations.length > 0 ? 0 : 1),
    },
    areas: inOrder([...areas.values()], ({ code }) => code),
    lookups: inOrder(lookups, (pair) => pair.join(' ')),
    populations: inOrder([...people.values()], ({ code }) => code),
    smallAreas: expectSmallAreas([...areas.keys()], lookups),
  };
}

function expectSmallAreas(
  codes: readonly string[],
  lookups: StoredAreas['lookups'],
): StoredAreas['smallAreas'] {
  const newer = new Set([...codes, ...lookups.map(([, to]) => to)]);
  const small = new Map(
    Array.from(newer, (code) => [code, [code, 'lsoa21', false, code] as const] as const),
  );
  const older = new Set(lookups.map(([from]) => from).filter((code) => !newer.has(code)));
  const split = Array.from(older, (code) => {
    const parts = lookups.filter(([from]) => from === code).map(([, to]) => to);
    const only = parts.length === 1 ? (parts[0] ?? null) : null;
    return [code, 'lsoa11', parts.length > 1, only] as const;
  });
  return inOrder([...small.values(), ...split], ([code]) => code);
}

/** West, south, east and north of everything in a geometry. */
function boxOf(boundary: unknown): number[] {
  const positions = JSON.stringify(boundary).match(/\[-?\d[^[\]]*\]/g) ?? [];
  const points = positions.map((one) => JSON.parse(one) as [number, number]);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function inOrder<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const before = (one: Item, other: Item): number =>
    key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0;
  return [...items].toSorted(before);
}
