import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandProblem, UsageProblem } from '#core/command-line/command.ts';
import { describeWithSharedData, sharedFolder } from '#tests/support/shared-data.ts';
import { localStatisticsCommand } from './local-statistics-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-statistics-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Given = Record<string, string | boolean>;

async function run({ csv, gal, ...options }: Given & { csv: string; gal: string }) {
  const [values, weights] = [join(folder, 'values.csv'), join(folder, 'row.gal')];
  await writeFile(values, csv);
  await writeFile(weights, gal);
  return runWith({
    values,
    weights,
    'id-field': 'code',
    'value-field': 'n',
    style: 'B',
    ...options,
  });
}

async function runWith(options: Given, words: readonly string[] = []) {
  const said: string[] = [];
  const say = (sentence: string): void => void said.push(sentence);
  const { json, sentences } = await localStatisticsCommand.runAlone({ words, options, say });
  return { json: json as Answer, sentences, said };
}

type Answer = {
  moran: Record<'I' | 'expected' | 'varianceRandomisation' | 'z' | 'p', number | null>;
  areas: { id: string; Ii: number | null; gi: number | null; giStar: number | null }[];
};

const row = '5\n01 1\n1\n1 2\n01 c\nc 2\n1 d\nd 1\nc\ne 0\n\n';
const csv = 'n,code\n2,d\n4,c\n9,01\n8,1\n1,e\n';
const names = ({ areas }: Answer): string[] => areas.map(({ id }) => id);

describe('statistics local', () => {
  test('prints one document, areas by their own ids in the order of the CSV', async () => {
    const { json, sentences } = await run({ csv, gal: row });
    expect(names(json)).toEqual(['d', 'c', '01', '1', 'e']);
    expect(JSON.parse(sentences.join('\n'))).toEqual(json);
    // Values 9, 8, 4 and 2 along a row, and 1 on an island; Gi of the first by hand: others 8, 4, 2 and 1.
    const [mean, variance] = [15 / 4, (64 + 16 + 4 + 1) / 4 - (15 / 4) ** 2];
    expect(json.areas[2]?.gi).toBeCloseTo((8 - mean) / Math.sqrt(variance), 12);
    expect(json.areas[4]).toMatchObject({ id: 'e', Ii: null, gi: null });
  });

  test('says null, and how many were left out, where there is no value or nothing to compare', async () => {
    const blank = await run({ csv: csv.replace('4,c', ',c').replace('2,d', 'NA,d'), gal: row });
    expect(blank.said).toEqual(['2 areas have no value and were left out of the map.']);
    expect(blank.json.areas[1]).toEqual({ id: 'c', Ii: null, gi: null, giStar: null });
    const { json } = await run({ csv: csv.replaceAll(/^\d/gm, '3'), gal: row });
    expect(json.moran).toEqual({
      I: null,
      expected: null,
      varianceRandomisation: null,
      z: null,
      p: null,
    });
  });

  test.each([
    ['a weights file that is none', { gal: 'what\n' }, 'row.gal, line 1: “what” is not the number'],
    [
      'a value that is no number',
      { csv: 'code,n\n01,"1,2"\n' },
      'values.csv, line 2: “1,2” is not',
    ],
    ['a value beyond numbers', { csv: 'code,n\n01,1e999\n' }, 'line 2: “1e999” is not a number.'],
    [
      'an area twice',
      { csv: 'code,n\n01,1\n01,2\n' },
      'values.csv, line 3: Area 01 is there twice.',
    ],
    ['a row without an id', { csv: 'code,n\n,1\n' }, 'values.csv, line 2: “code” is blank.'],
    [
      'no such field',
      { 'value-field': 'rate' },
      'There is no field “rate”. The fields are n, code.',
    ],
    [
      'an id the weights lack',
      { csv: `${csv}1,x\n2,y\n` },
      'Area x and 1 more of values.csv cannot',
    ],
    ['an id the values lack', { csv: 'n,code\n1,d\n' }, 'Area 01 and 3 more of row.gal cannot'],
  ])('refuses %s, and says where', async (_, change, sentence) => {
    const running = run({ csv, gal: row, ...change });
    await expect(running).rejects.toThrow(CommandProblem);
    await expect(running).rejects.toThrow(sentence);
  });

  test('says which file cannot be read', async () => {
    const missing = { values: join(folder, 'none.csv'), weights: folder, style: 'W' };
    const fields = { 'id-field': 'code', 'value-field': 'n' };
    await expect(runWith({ ...missing, ...fields })).rejects.toThrow('none.csv does not exist.');
    await expect(runWith({ ...missing, ...fields, values: folder })).rejects.toThrow(
      new CommandProblem(`${folder} cannot be read.`),
    );
  });

  test('says how it is called when an option is missing or not known', async () => {
    const all = { values: 'a', weights: 'b', 'id-field': 'c', 'value-field': 'd', style: 'W' };
    for (const name of Object.keys(all)) {
      const problem = runWith({ ...all, [name]: '' });
      await expect(problem).rejects.toThrow(UsageProblem);
      await expect(problem).rejects.toThrow(`--${name}`);
    }
    await expect(runWith({ ...all, style: 'C' })).rejects.toThrow(UsageProblem);
    await expect(runWith(all, ['a.csv'])).rejects.toThrow(UsageProblem);
  });
});

describeWithSharedData('statistics local of a published map', 'spatial-reference', () => {
  test('answers as spdep does', async () => {
    const reference = sharedFolder('spatial-reference');
    const rows = (await readFile(join(reference, 'spdep-local-statistics.csv'), 'utf8')).split(
      '\n',
    );
    const ofMap = rows.filter((line) => line.startsWith('sids2,SID79,sids2.gal,W,'));
    const values = join(folder, 'sids2.csv');
    await writeFile(values, [rows[0], ...ofMap].join('\n'));
    const { json } = await runWith({
      values,
      weights: join(reference, 'sids2/sids2.gal'),
      'id-field': 'id',
      'value-field': 'x',
      style: 'W',
    });
    // The row of sids2, SID79, W in spdep-global-statistics.csv, and the last figures of each local row.
    expect(json.moran.I).toBeCloseTo(0.167345950079763, 12);
    expect(json.moran.p).toBeCloseTo(0.0058638313403771, 12);
    const expected = ofMap.map((line) => line.split(','));
    expect(names(json)).toEqual(expected.map((cells) => cells[4]));
    for (const [area, cells] of expected.entries()) {
      expect(json.areas[area]?.Ii).toBeCloseTo(Number(cells[7]), 9);
      expect(json.areas[area]?.gi).toBeCloseTo(Number(cells[15]), 9);
      expect(json.areas[area]?.giStar).toBeCloseTo(Number(cells[16]), 9);
    }
  });
});
