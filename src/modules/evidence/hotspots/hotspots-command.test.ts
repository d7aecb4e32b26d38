import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandProblem, UsageProblem, type Command } from '#core/command-line/command.ts';
import { Interrupted } from '#core/command-line/stop-on-interrupt.ts';
import {
  countyFiles,
  loadRealCounty,
  monthFiles,
  readPublished,
  readResidents,
} from '#tests/support/real-county.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { describeWithSharedData } from '#tests/support/shared-data.ts';
import { backtestCommand } from './backtest-command.ts';
import type { MappedArea } from './draw-map.ts';
import { hotspotsCommand } from './hotspots-command.ts';

const operator = { kind: 'operator', email: 'ops@county.example' } as const;
const violence = 'Violence and sexual offences';
const vehicles = 'Vehicle crime';
const year = { type: 'lsoa21', 'crime-type': vehicles, from: '2025-01', to: '2025-09' };
const [nuneaton, rugby, warwick] = ['E07000219', 'E07000220', 'E07000222'] as const;

let place: TestService;

async function runCommand(
  command: Command,
  options: Record<string, string>,
  words: readonly string[] = [],
): Promise<{ json: unknown; sentences: readonly string[]; said: string[] }> {
  const said: string[] = [];
  const { json, sentences } = await command.run({
    service: place.service,
    principal: operator,
    words,
    options,
    address: '',
    say: (sentence) => void said.push(sentence),
  });
  return { json, sentences, said };
}

const draw = async (options: Record<string, string> = {}): Promise<MappedArea[]> =>
  (await runCommand(hotspotsCommand, { ...year, ...options })).json as MappedArea[];

type TestedLine = {
  month: string;
  flagged: number;
  hitRate: number | null;
  rival: { months: number; hitRate: number | null };
  chance: number | null;
};

const backtest = async (options: Record<string, string> = {}): Promise<TestedLine[]> =>
  (await runCommand(backtestCommand, { ...year, ...options })).json as TestedLine[];

describeWithSharedData('the county as it is published', 'police/warwickshire', () => {
  /** One small area of each map is left without residents, to see what becomes of it. */
  let blank: string;
  let published: { code: string; name: string; corners: string[] }[];
  let residents: ReadonlyMap<string, number>;
  /** Published incidents by area, month and crime type. */
  let incidents: ReadonlyMap<string, number>;

  beforeAll(async () => {
    published = countyFiles().flatMap(readCorners).toSorted(byCode);
    blank = published[40]?.code ?? '';
    const everybody = readResidents();
    residents = new Map(
      published.flatMap(({ code }) =>
        code === blank ? [] : [[code, everybody.get(code) ?? Number.NaN] as const],
      ),
    );
    incidents = countPublished();
    place = await makeTestService({ partnership: 'warwickshire' });
    await loadRealCounty(place, residents);
  });
  afterAll(() => place.close());

  /** Of some months of 2025, both included. */
  const countBy = (code: string, from: number, to: number, type = vehicles): number =>
    Array.from({ length: to - from + 1 }, (_, index) => `2025-0${from + index}`).reduce(
      (sum, month) => sum + (incidents.get([code, month, type].join()) ?? 0),
      0,
    );

  describe('hotspots', () => {
    let map: MappedArea[];
    beforeAll(async () => {
      map = await draw();
    });

    test('is one list of every area by code, with exactly these keys in this order', () => {
      expect(map.map(({ code, name }) => ({ code, name }))).toEqual(
        published.map(({ code, name }) => ({ code, name })),
      );
      expect(map).toHaveLength(354);
      const keys = ['code', 'name', 'count', 'population', 'rate', 'giStar', 'p', 'q', 'class'];
      for (const area of map) expect(Object.keys(area)).toEqual(keys);
    });

    test('counts are those of the published files, months inclusive', async () => {
      expect(map.map(({ count }) => count)).toEqual(map.map(({ code }) => countBy(code, 1, 9)));
      const spring = await draw({ from: '2025-03', to: '2025-05', 'crime-type': 'Robbery' });
      expect(spring.map(({ count }) => count)).toEqual(
        spring.map(({ code }) => countBy(code, 3, 5, 'Robbery')),
      );
      const [month] = [await draw({ from: '2025-04', to: '2025-04' })];
      expect(month.reduce((sum, { count }) => sum + count, 0)).toBe(
        published.reduce((sum, { code }) => sum + countBy(code, 4, 4), 0),
      );
    });

    test('rates are for the census residents, taken from nine months to a year', () => {
      for (const { code, count, population, rate } of map) {
        const people = residents.get(code) ?? null;
        expect(population).toBe(people);
        if (people === null) expect(rate).toBeNull();
        else expect(rate).toBeCloseTo((count / people) * 1000 * (12 / 9), 9);
      }
      expect(map.find(({ code }) => code === blank)?.population).toBeNull();
    });

    test('Gi* is what its formula gives over the areas that share a corner of their boundaries', () => {
      const links = findLinks(published);
      expect([...links.values()].reduce((sum, around) => sum + around.size, 0)).toBe(1_942);
      const expected = giStarByFormula(
        map.map(({ count }) => count),
        published.map(({ code }, own) => [own, ...(links.get(code) ?? [])]),
      );
      for (const [area, { giStar }] of map.entries()) {
        expect(giStar).toBeCloseTo(expected[area] ?? Number.NaN, 9);
      }
    });

    test('p is what drawing the neighbours from all other areas gives, one area at a time', () => {
      const links = findLinks(published);
      const counts = map.map(({ count }) => count);
      const draws = 20_000;
      // One of each: far out on the high side, somewhere between, and unremarkable.
      const isBetween = (low: number, high: number) => (one: MappedArea) =>
        (one.p ?? 0) >= low && (one.p ?? 0) <= high;
      for (const wanted of [isBetween(0.0002, 0.01), isBetween(0.05, 0.2), isBetween(0.4, 0.9)]) {
        const own = map.findIndex(wanted);
        const around = [...(links.get(map[own]?.code ?? '') ?? [])];
        const p = permuteOne(counts, own, around, draws);
        const tail = p / 2;
        const error = 2 * Math.sqrt((tail * (1 - tail)) / 9_999 + (tail * (1 - tail)) / draws);
        expect(Math.abs((map[own]?.p ?? Number.NaN) - p)).toBeLessThan(5 * error + 4 / 10_000);
      }
    });

    test('q is Benjamini and Hochberg’s, and the class follows from it at 0.05', () => {
      const ordered = map.flatMap(({ p }) => p ?? []).toSorted((a, b) => a - b);
      for (const { p, q, class: found, giStar } of map) {
        const steps = ordered.flatMap((other, rank) =>
          other >= (p ?? 1) ? [(other * ordered.length) / (rank + 1)] : [],
        );
        expect(q).toBeCloseTo(Math.min(1, ...steps), 12);
        expect(found !== 'none').toBe((q ?? 1) <= 0.05);
        if (found !== 'none') expect(found).toBe((giStar ?? 0) > 0 ? 'hot' : 'cold');
      }
      const found = new Set(map.map((area) => area.class));
      expect(found).toEqual(new Set(['hot', 'cold', 'none']));
    });

    test('is reproducible by its seed, and says another p for another seed', async () => {
      expect(await draw({ seed: '1' })).toEqual(map);
      const other = await draw({ seed: '2' });
      expect(other.map(({ p }) => p)).not.toEqual(map.map(({ p }) => p));
      expect(other.map(({ giStar }) => giStar)).toEqual(map.map(({ giStar }) => giStar));
    });

    test('draws as often as it is told', async () => {
      const few = await draw({ permutations: '99' });
      const chances = few.flatMap(({ p }) => p ?? []);
      for (const p of chances) expect(p * 50).toBeCloseTo(Math.round(p * 50), 9);
      expect(Math.min(...chances)).toBe(0.02);
    });

    test('a map of rates leaves the area without residents out, with nulls and never NaN', async () => {
      const { json } = await runCommand(hotspotsCommand, { ...year, value: 'rate' });
      expect(JSON.parse(JSON.stringify(json))).toStrictEqual(json);
      const rates = json as MappedArea[];
      const left = rates.filter(({ giStar }) => giStar === null);
      expect(left).toEqual([
        {
          code: blank,
          name: published[40]?.name,
          count: countBy(blank, 1, 9),
          population: null,
          rate: null,
          giStar: null,
          p: null,
          q: null,
          class: 'none',
        },
      ]);
      const among = rates.filter(({ code }) => code !== blank);
      const places = new Map(among.map(({ code }, index) => [code, index]));
      const links = findLinks(published);
      const expected = giStarByFormula(
        among.map(({ rate }) => rate ?? Number.NaN),
        among.map(({ code }, own) => [
          own,
          ...[...(links.get(code) ?? [])].flatMap(
            (other) => places.get(published[other]?.code ?? '') ?? [],
          ),
        ]),
      );
      for (const [area, { giStar }] of among.entries()) {
        expect(giStar).toBeCloseTo(expected[area] ?? Number.NaN, 9);
      }
    });

    test('--within takes districts and areas, and nothing outside them is part of the map', async () => {
      const isRugby = ({ name }: { name: string }) => name.startsWith('Rugby');
      const inRugby = published.filter(isRugby);
      const one = published.find(({ name }) => name.startsWith('Warwick'))?.code ?? '';
      const within = await draw({ within: rugby });
      expect(within.map(({ code }) => code)).toEqual(inRugby.map(({ code }) => code));
      const links = findLinks(inRugby);
      const expected = giStarByFormula(
        within.map(({ count }) => count),
        inRugby.map(({ code }, own) => [own, ...(links.get(code) ?? [])]),
      );
      for (const [area, { giStar }] of within.entries()) {
        expect(giStar).toBeCloseTo(expected[area] ?? Number.NaN, 9);
      }
      const both = await draw({ within: ` ${rugby}, ${one},` });
      expect(both.map(({ code }) => code)).toEqual(
        [...inRugby.map(({ code }) => code), one].toSorted(),
      );
      const [single] = await draw({ within: one });
      expect(single).toMatchObject({ code: one, giStar: null, p: null, q: null, class: 'none' });
    });

    test('people read how many are hot, and which', async () => {
      const { sentences, said } = await runCommand(hotspotsCommand, year);
      const hot = map.filter((area) => area.class === 'hot');
      // On standard error, and only how far the work is.
      for (const sentence of said) expect(sentence).toMatch(/^\d+% of the permutations$/);
      expect(sentences[0]).toMatch(
        new RegExp(`^354 areas with [\\d,]+ incidents: ${hot.length} hot`),
      );
      expect(sentences).toHaveLength(1 + hot.length);
      for (const { code } of hot) expect(sentences.join('\n')).toContain(code);
    });
  });

  describe('backtest', () => {
    test('is one object a month, with exactly these keys in this order', async () => {
      const months = await backtest({ from: '2025-02', to: '2025-05' });
      expect(months.map(({ month }) => month)).toEqual([
        '2025-02',
        '2025-03',
        '2025-04',
        '2025-05',
      ]);
      const scores = ['hitRate', 'paiArea', 'paiCount', 'pei'];
      for (const line of months) {
        expect(Object.keys(line)).toEqual(['month', 'flagged', ...scores, 'rival', 'chance']);
        expect(Object.keys(line.rival)).toEqual(['months', ...scores]);
      }
      // Months before the first of the span stand behind its map: here January is loaded, and nothing before it.
      expect(months.map(({ rival }) => rival.months)).toEqual([1, 2, 3, 4]);
    });

    test('a month’s hit rate is the share that fell in the areas a map of the months before flags', async () => {
      const rates = { value: 'rate' };
      const before = await draw({ ...rates, from: '2025-01', to: '2025-08' });
      const hot = before.flatMap((area) => (area.class === 'hot' ? [area.code] : []));
      expect(hot).not.toEqual([]);
      const next = (code: string) => countBy(code, 9, 9);
      const all = published.reduce((sum, { code }) => sum + next(code), 0);
      const [tested] = await backtest({ ...rates, from: '2025-09' });
      expect(tested).toMatchObject({ flagged: hot.length, rival: { months: 8 } });
      expect(tested?.hitRate).toBeCloseTo(hot.reduce((sum, code) => sum + next(code), 0) / all, 12);
      expect(tested?.chance).toBeCloseTo(hot.length / 354, 12);
    });

    test('says null where nothing could be flagged, and the same for the same seed', async () => {
      const [first] = await backtest({ to: '2025-01' });
      expect(first).toEqual({
        month: '2025-01',
        flagged: 0,
        hitRate: null,
        paiArea: null,
        paiCount: null,
        pei: null,
        rival: { months: 0, hitRate: null, paiArea: null, paiCount: null, pei: null },
        chance: null,
      });
      const options = { from: '2025-08', within: `${nuneaton},${warwick}`, permutations: '999' };
      expect(await backtest(options)).toEqual(await backtest(options));
    });

    test('people read which map was better, or that it cannot be told', async () => {
      const { sentences } = await runCommand(backtestCommand, { ...year, from: '2025-08' });
      expect(sentences).toHaveLength(1);
      expect(sentences[0]).toMatch(/^Over \d months? the areas flagged beforehand held \d/);
      expect(sentences[0]).toContain('cannot be told');
    });
  });

  const commands = [hotspotsCommand, backtestCommand];

  test.each(commands)(
    '$name is stopped by Ctrl-C while it counts, and can be asked again',
    async (command) => {
      const listening = process.listenerCount('SIGINT');
      const said: string[] = [];
      const run = (permutations: string) =>
        command.run({
          service: place.service,
          principal: operator,
          words: [],
          options: { ...year, permutations },
          address: '',
          say: (sentence) => {
            said.push(sentence);
            if (permutations !== '9') process.emit('SIGINT');
          },
        });
      await expect(run('1000000')).rejects.toBeInstanceOf(Interrupted);
      // Before the first month there is nothing to draw a map of.
      expect(said.length).toBeLessThanOrEqual(2);
      expect(process.listenerCount('SIGINT')).toBe(listening);
      expect((await run('9')).sentences.length).toBeGreaterThan(0);
    },
  );

  describe.each(commands)('$name, asked for what it cannot do', (command) => {
    const ask = async (options: Record<string, string | undefined>, words: string[] = []) => {
      const given = Object.entries({ ...year, ...options }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      );
      return runCommand(command, Object.fromEntries(given), words).catch(
        (problem: unknown) => problem,
      );
    };

    test.each([
      [{ type: undefined }, '--type lsoa21, msoa21, ward or district'],
      [{ type: 'lsoa11' }, '--type lsoa21, msoa21, ward or district'],
      [{ 'crime-type': undefined }, '--crime-type'],
      [{ from: undefined }, '--from YYYY-MM'],
      [{ to: '2025-13' }, '--to YYYY-MM'],
      [{ to: '2025-9' }, '--to YYYY-MM'],
      [{ from: '2025-10' }, 'after the last'],
      [{ value: 'density' }, 'count or rate'],
      [{ permutations: '0' }, 'from 1 to'],
      [{ permutations: '9.5' }, '--permutations is a whole number'],
      [{ permutations: '99999999' }, '--permutations is a whole number'],
      [{ seed: '-1' }, '--seed is a whole number'],
      [{ within: ' , ' }, '--within'],
      [{ within: 'E99999999' }, 'has the code E99999999.'],
      [{ within: `${rugby},E99999999` }, 'has the code E99999999.'],
    ])('%o is a mistake in how it is called', async (options, words) => {
      const problem = await ask(options);
      expect(problem).toBeInstanceOf(UsageProblem);
      expect(String(problem)).toContain(words);
    });

    test('so is a word that stands by itself', async () => {
      expect(await ask({}, ['lsoa21'])).toBeInstanceOf(UsageProblem);
    });

    test.each([
      [{ 'crime-type': 'violence' }, `${violence},`],
      [{ from: '2031-01', to: '2031-02' }, 'No police data of these months is loaded.'],
      [{ type: 'ward' }, 'areas import'],
    ])('%o is refused, and says why', async (options, words) => {
      const problem = await ask(options);
      expect(problem).toBeInstanceOf(CommandProblem);
      expect(String(problem)).toContain(words);
    });
  });
});

function countPublished(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of monthFiles().flatMap(readPublished)) {
    const key = [row['LSOA code'], row['Month'], row['Crime type']].join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

type Published = { code: string; name: string; corners: string[] };

const byCode = (one: Published, other: Published) => (one.code < other.code ? -1 : 1);

/** Each area with its corners, as text to the seventh decimal of a degree. */
function readCorners(path: string): Published[] {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as {
    features: {
      properties: Record<string, string>;
      geometry: { coordinates: unknown };
    }[];
  };
  return features.map(({ properties, geometry }) => ({
    code: properties['LSOA21CD'] ?? '',
    name: properties['LSOA21NM'] ?? '',
    corners: listPositions(geometry.coordinates),
  }));
}

function listPositions(coordinates: unknown): string[] {
  if (!Array.isArray(coordinates)) return [];
  const [x, y] = coordinates as [unknown, unknown];
  if (typeof x === 'number' && typeof y === 'number') return [`${x.toFixed(7)} ${y.toFixed(7)}`];
  return coordinates.flatMap(listPositions);
}

/** The places of the areas that share a corner with each, by its code. */
function findLinks(areas: readonly Published[]): Map<string, Set<number>> {
  const at = new Map<string, Set<number>>();
  for (const [area, { corners }] of areas.entries()) {
    for (const corner of corners) at.set(corner, (at.get(corner) ?? new Set()).add(area));
  }
  return new Map(
    areas.map(({ code, corners }, own) => {
      const around = new Set(corners.flatMap((corner) => [...(at.get(corner) ?? [])]));
      around.delete(own);
      return [code, around];
    }),
  );
}

/** Gi* with weights of 1, straight from Ord and Getis (1995): each row is an area and those around it. */
function giStarByFormula(values: readonly number[], rows: readonly (readonly number[])[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const s = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / n - mean ** 2);
  return rows.map((row) => {
    const k = row.length;
    const sum = row.reduce((total, area) => total + (values[area] ?? Number.NaN), 0);
    return (sum - k * mean) / (s * Math.sqrt((n * k - k ** 2) / (n - 1)));
  });
}

/** Two-sided, by drawing the neighbours of one area again and again from all the others. */
function permuteOne(
  values: readonly number[],
  own: number,
  around: readonly number[],
  draws: number,
): number {
  const others = values.filter((_, area) => area !== own);
  const observed = around.reduce((sum, area) => sum + (values[area] ?? 0), 0);
  let state = 20251122;
  const drawBelow = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  let [atLeast, atMost] = [0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0;
    for (let taken = 0; taken < around.length; taken += 1) {
      const from = taken + drawBelow(others.length - taken);
      const value = others[from] ?? 0;
      others[from] = others[taken] ?? 0;
      others[taken] = value;
      sum += value;
    }
    if (sum >= observed) atLeast += 1;
    if (sum <= observed) atMost += 1;
  }
  return Math.min(1, (2 * (Math.min(atLeast, atMost) + 1)) / (draws + 1));
}
