import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeInto } from '#tests/support/area-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import type { AreaType } from './area-type.ts';
import { loadAreas } from './load-areas.ts';
import { loadInventedAreas } from './load-invented-areas.ts';
import { loadLookup } from './load-lookup.ts';
import { loadPopulations } from './load-populations.ts';
import { listDistrictPopulations, listPopulations } from './population-store.ts';
import { areDistrictsKnownByCode } from './small-area-store.ts';

const start = { kind: 'system', name: 'start' } as const;

let place: TestService;
beforeAll(async () => {
  place = await makeTestService({ partnership: 'warwickshire' });
});
afterAll(() => place.close());

let number = 0;
async function file(text: string): Promise<string> {
  number += 1;
  return writeInto(place.dataDirectory, `${number}.csv`, text);
}

async function lookup(from: AreaType, to: AreaType, pairs: string): Promise<void> {
  const path = await file(`A,B\n${pairs.trim().replaceAll(/ +/g, ',')}\n`);
  await loadLookup(place.service, start, { from, to, path, fromField: 'A', toField: 'B' });
}

async function parents(type: AreaType, rows: string): Promise<void> {
  const paths = [await file(`A,P,N\n${rows.replaceAll(/(\S+) (\S+)/g, '$1,$2,Name')}\n`)];
  await loadAreas(place.service, start, {
    type,
    paths,
    fields: { code: 'A', name: 'N', parent: 'P' },
  });
}

async function residents(year: number, rows: string): Promise<void> {
  const path = await file(`A,N\n${rows.replaceAll(' ', ',')}\n`);
  const fields = { code: 'A', count: 'N' };
  await loadPopulations(place.service, start, { type: 'lsoa21', year, path, fields });
}

async function districtsOf(...codes: string[]): Promise<(string | null | undefined)[]> {
  const rows = await place.service.database.transaction(start, (tx) =>
    tx.selectFrom('small_areas').select(['code', 'district_code']).execute(),
  );
  return codes.map((code) => rows.find((row) => row.code === code)?.district_code);
}

test('the demonstration’s areas are known, and published ones are not by that', async () => {
  await loadInventedAreas(place.service, start, [{ code: 'D01000001', districtCode: 'E07000999' }]);
  expect(await districtsOf('D01000001')).toEqual(['E07000999']);
  const known = await place.service.database.transaction(start, areDistrictsKnownByCode);
  expect(known).toBe(false);
  const loads = () =>
    place.service.database.transaction(start, (tx) =>
      tx.selectFrom('audit_entries').select('id').execute(),
    );
  const before = (await loads()).length;
  await loadInventedAreas(place.service, start, [{ code: 'D01000001', districtCode: 'E07000999' }]);
  expect(await loads()).toHaveLength(before);
});

test('whatever the order of loading, the small areas end the same', async () => {
  const steps = (base: number): (() => Promise<void>)[] => {
    const area = (offset: number): string => `E01${String(base + offset).padStart(6, '0')}`;
    return [
      () =>
        lookup(
          'lsoa11',
          'lsoa21',
          // 1 is unchanged; 2 was split within a district; 3 was split across two; 4 and 5 merged.
          `${area(1)} ${area(1)}\n${area(2)} ${area(21)}\n${area(2)} ${area(22)}
${area(3)} ${area(31)}\n${area(3)} ${area(32)}\n${area(4)} ${area(41)}\n${area(5)} ${area(41)}`,
        ),
      () =>
        lookup(
          'lsoa21',
          'district',
          `${area(21)} E07000001\n${area(22)} E07000001\n${area(31)} E07000001
${area(32)} E07000002\n${area(41)} E07000002`,
        ),
      () => parents('lsoa21', `${area(1)} E07000003\n${area(41)} E07000009`),
      () => parents('lsoa11', `${area(1)} E07000008\n${area(6)} E07000004`),
    ];
  };
  for (const step of steps(100)) await step();
  for (const step of steps(500).toReversed()) await step();
  const rows = await place.service.database.transaction(start, (tx) =>
    tx.selectFrom('small_areas').selectAll().where('code', 'like', 'E01%').execute(),
  );
  const told = (base: number) =>
    rows
      .filter(({ code }) => Math.floor(Number(code.slice(3)) / 500) === (base === 500 ? 1 : 0))
      .map(({ code, type, is_split, lsoa21_code, district_code }) => [
        Number(code.slice(3)) - base,
        type,
        is_split,
        lsoa21_code === null ? null : Number(lsoa21_code.slice(3)) - base,
        district_code,
      ])
      .toSorted((one, other) => Number(one[0]) - Number(other[0]));
  const expected = [
    [1, 'lsoa21', false, 1, 'E07000003'],
    [2, 'lsoa11', true, null, 'E07000001'],
    [3, 'lsoa11', true, null, null],
    [4, 'lsoa11', false, 41, 'E07000002'],
    [5, 'lsoa11', false, 41, 'E07000002'],
    [6, 'lsoa11', false, null, 'E07000004'],
    [21, 'lsoa21', false, 21, 'E07000001'],
    [22, 'lsoa21', false, 22, 'E07000001'],
    [31, 'lsoa21', false, 31, 'E07000001'],
    [32, 'lsoa21', false, 32, 'E07000002'],
    [41, 'lsoa21', false, 41, 'E07000002'],
  ];
  expect(told(100)).toEqual(expected);
  expect(told(500)).toEqual(expected);
});

test('a newer lookup replaces all that an older one said of the same code', async () => {
  await lookup('lsoa21', 'district', 'E01000701 E07000001\nE01000702 E07000001');
  await lookup('lsoa21', 'district', 'E01000701 E07000002');
  expect(await districtsOf('E01000701', 'E01000702')).toEqual(['E07000002', 'E07000001']);
});

test('a code that only a lookup named goes when a newer one corrects it', async () => {
  await lookup('lsoa11', 'lsoa21', 'E01000711 E01000712');
  await lookup('lsoa11', 'lsoa21', 'E01000711 E01000713');
  expect(await districtsOf('E01000712', 'E01000713')).toEqual([undefined, null]);
});

test('a code that a lookup puts into two districts is in neither', async () => {
  await lookup('lsoa21', 'district', 'E01000703 E07000001\nE01000703 E07000002');
  expect(await districtsOf('E01000703')).toEqual([null]);
});

test('residents are added up only when every part of an area has them, in the newest such year', async () => {
  const { service } = place;
  const [own] = service.profile.areas.districts;
  const code = own?.onsCode ?? '';
  const read = () => service.database.transaction(start, listDistrictPopulations);
  const stated = { people: own?.population.people, year: own?.population.year, from: 'profile' };
  expect(await read()).toContainEqual({ code, ...stated });
  await lookup('lsoa21', 'district', `E01000801 ${code}\nE01000802 ${code}`);
  await residents(2021, 'E01000801 1000');
  expect(await read()).toContainEqual({ code, ...stated });
  await residents(2021, 'E01000802 500');
  await residents(2022, 'E01000801 1100');
  expect(await read()).toContainEqual({ code, people: 1500, year: 2021, from: 'loaded' });
  const small = await service.database.transaction(start, (tx) =>
    listPopulations(tx, 'lsoa21', ['E01000801', 'E01000802', 'E01000803']),
  );
  expect(small).toEqual([
    { code: 'E01000801', people: 1100, year: 2022 },
    { code: 'E01000802', people: 500, year: 2021 },
  ]);
});
