import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandProblem, UsageProblem } from '#core/command-line/command.ts';
import { geoJson, writeInto } from '#tests/support/area-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { makePerson } from '#tests/support/person.ts';
import { areaCommands } from './area-commands.ts';

const operator = { kind: 'operator', email: 'ops@county.example' } as const;

let place: TestService;
beforeAll(async () => {
  place = await makeTestService();
});
afterAll(() => place.close());

async function run(name: string, words: readonly string[], options: Record<string, string> = {}) {
  const command = areaCommands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  const { service } = place;
  const context = { service, principal: operator, words, options, address: '' };
  const { json } = await command.run({ ...context, say: () => undefined });
  return json as { id: string; alreadyLoaded: boolean; rows: number };
}

const file = (name: string, content: string) => writeInto(place.dataDirectory, name, content);
const named = { 'code-field': 'CODE', 'name-field': 'NAME' };

async function currentAreas(type: string) {
  return place.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom('areas')
      .select(['code', 'name', 'parent_code as parent', 'west'])
      .where('type', '=', type)
      .where('is_current', '=', true)
      .orderBy('code')
      .execute(),
  );
}

describe('areas import', () => {
  test('answers with one document, and changes nothing the second time', async () => {
    const text = geoJson({ code: 'E02000001' }, { code: 'W02000002' });
    const path = await file('msoa.geojson', text);
    const first = await run('areas import', [path], { type: 'msoa21', ...named });
    expect(first).toEqual({
      id: first.id,
      alreadyLoaded: false,
      kind: 'areas',
      type: 'msoa21',
      toType: null,
      year: null,
      rows: 2,
      rowsRepeated: 0,
      files: [{ name: 'msoa.geojson', sha256: createHash('sha256').update(text).digest('hex') }],
    });
    const second = await run('areas import', [path], { type: 'msoa21', ...named });
    expect(second).toEqual({ ...first, alreadyLoaded: true });
  });

  test('a newer file replaces only its own codes, and what it does not say stays', async () => {
    const older = geoJson(
      { code: 'E05000001', name: 'Old', parent: 'E07000001' },
      { code: 'E05000002', name: 'Kept' },
    );
    const parents = { type: 'ward', ...named, 'parent-field': 'PARENT' };
    const path = await file('ward.geojson', older.replace('"PARENT":null', '"PARENT":"E07000001"'));
    await run('areas import', [path], parents);
    const newer = await file('ward.csv', 'CODE,NAME\nE05000001,New\n');
    await run('areas import', [newer], { type: 'ward', ...named });
    expect(await currentAreas('ward')).toEqual([
      { code: 'E05000001', name: 'New', parent: 'E07000001', west: -1.5 },
      { code: 'E05000002', name: 'Kept', parent: 'E07000001', west: -1.5 },
    ]);
    expect(await run('areas import', [path], parents)).toMatchObject({ alreadyLoaded: false });
    expect((await currentAreas('ward')).map(({ name }) => name)).toEqual(['Old', 'Kept']);
  });

  test('is all or nothing, says where the fault is, and leaves no trace of a load', async () => {
    const good = await file('good.geojson', geoJson({ code: 'E23000001' }));
    const bad = await file('bad.geojson', geoJson({ code: 'E23000002' }, { code: 'E07000001' }));
    const twice = await file('twice.geojson', geoJson({ code: 'E23000001' }));
    const load = (...paths: string[]) => run('areas import', paths, { type: 'force', ...named });
    const refused = await load(good, bad).catch((problem: unknown) => problem);
    expect(refused).toBeInstanceOf(CommandProblem);
    expect(String(refused)).toContain(
      'Nothing was loaded. bad.geojson, feature 2: “E07000001” is not the code of a police force area.' +
        ' Write E23 or W15 and six figures',
    );
    await expect(load(good, twice)).rejects.toThrow('already in good.geojson, feature 1');
    expect(await currentAreas('force')).toEqual([]);
    await expect(load(`${good}.missing`)).rejects.toThrow('does not exist');
  });

  test('keeps nothing of a file that was refused, unless a load has it already', async () => {
    const text = geoJson({ code: 'E23000009' });
    const path = await file('kept.geojson', text);
    const pathOf = (content: string) =>
      place.service.files.pathOf(createHash('sha256').update(content).digest('hex'));
    await expect(run('areas import', [path], { type: 'district', ...named })).rejects.toThrow();
    expect(existsSync(pathOf(text))).toBe(false);
    await run('areas import', [path], { type: 'force', ...named });
    await expect(run('areas import', [path], { type: 'district', ...named })).rejects.toThrow();
    expect(existsSync(pathOf(text))).toBe(true);
  });

  test.each(['a\0b', 'two\nlines', 'a\u0007b', 'half \ud83d'])(
    'refuses a name that cannot be kept or shown: %j',
    async (name) => {
      const path = await file('odd.geojson', geoJson({ code: 'E23000001', name }));
      const load = run('areas import', [path], { type: 'force', ...named });
      await expect(load).rejects.toThrow(
        'feature 1: The name of E23000001 has characters that cannot be shown.',
      );
    },
  );

  test('refuses an area without a name, and a parent that is no larger area', async () => {
    const type = { type: 'district' };
    const nameless = await file('nameless.csv', 'CODE,NAME\nE07000001,\n');
    await expect(run('areas import', [nameless], { ...type, ...named })).rejects.toThrow(
      'nameless.csv, line 2: E07000001 has no name',
    );
    const empty = await file('empty.csv', 'CODE,NAME\n');
    await expect(run('areas import', [empty], { ...type, ...named })).rejects.toThrow(
      'There are no rows under the heading',
    );
    const county = await file('county.csv', 'CODE,NAME,UP\nE07000001,A,E10000031\n');
    await expect(
      run('areas import', [county], { ...type, ...named, 'parent-field': 'UP' }),
    ).rejects.toThrow('county.csv, line 2: “E10000031” is not the code of an area');
  });

  test.each([
    ['areas import', [], { type: 'lsoa21', ...named }],
    ['areas import', ['x'], { type: 'parish', ...named }],
    ['areas import', ['x'], { type: 'lsoa21', 'code-field': 'CODE' }],
    ['areas lookup', ['x', 'y'], {}],
    ['areas lookup', ['x'], { from: 'ward', to: 'ward', 'from-field': 'a', 'to-field': 'b' }],
    ['population import', ['x'], { type: 'ward', ...named, year: '2030' }],
    ['population import', ['x'], { type: 'ward', ...named, year: 'now' }],
  ])('called wrongly (%s %j %j) is a usage problem', async (name, words, options) => {
    await expect(run(name, words, options)).rejects.toBeInstanceOf(UsageProblem);
  });
});

describe('areas lookup', () => {
  const fields = { 'from-field': 'A', 'to-field': 'B' };
  const split = { from: 'lsoa11', to: 'lsoa21', ...fields };

  test('keeps every pair once and counts the repeats', async () => {
    const path = await file(
      'split.csv',
      'A,B\nE01000001,E01000011\nE01000001,E01000012\nE01000001,E01000011\n',
    );
    expect(await run('areas lookup', [path], split)).toMatchObject({
      alreadyLoaded: false,
      kind: 'lookup',
      type: 'lsoa11',
      toType: 'lsoa21',
      rows: 2,
      rowsRepeated: 1,
    });
  });

  test('refuses a row whose code is of another type, with its line', async () => {
    const path = await file('bad.csv', 'A,B\nE01000001,E01000011\nE01000002,\n');
    await expect(run('areas lookup', [path], split)).rejects.toThrow(
      'bad.csv, line 3: “” is not the code of an LSOA of 2021.',
    );
    const empty = await file('empty.csv', 'A,B\n');
    await expect(run('areas lookup', [empty], split)).rejects.toThrow('no rows under the heading');
  });
});

describe('population import', () => {
  const fields = { type: 'lsoa21', 'code-field': 'A', 'count-field': 'N', year: '2021' };

  test('keeps zero as zero, and refuses anything that is no whole number', async () => {
    const path = await file('people.csv', 'A,N\nE01000001,0\nE01000002,1500\n');
    expect(await run('population import', [path], fields)).toMatchObject({ rows: 2, year: 2021 });
    for (const count of ['', '-1', '1.5', '1,500', '1e3']) {
      const bad = await file('bad.csv', `A,N\nE01000001,"${count}"\n`);
      await expect(run('population import', [bad], fields)).rejects.toThrow(/bad\.csv, line 2: “/);
    }
    const twice = await file('twice.csv', 'A,N\nE01000001,1\nE01000001,1\n');
    await expect(run('population import', [twice], fields)).rejects.toThrow('already in line 2');
  });
});

test('every load is in the trace, and somebody whose role may not load is refused', async () => {
  const entries = await place.service.database.transaction(operator, (tx) =>
    tx.selectFrom('audit_entries').select('action').where('action', '=', 'areas.loaded').execute(),
  );
  const loads = await place.service.database.transaction(operator, (tx) =>
    tx.selectFrom('area_loads').select('id').execute(),
  );
  expect(entries.length).toBeGreaterThanOrEqual(loads.length);
  const command = areaCommands[0];
  const person = await makePerson(place.service, 'practitioner');
  const refused = command?.run({
    service: place.service,
    principal: person,
    words: [await file('late.geojson', geoJson({ code: 'E23000009' }))],
    options: { type: 'force', ...named },
    address: '',
    say: () => undefined,
  });
  await expect(refused).rejects.toThrow('Your role does not include this');
});
