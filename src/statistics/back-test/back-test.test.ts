import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backTestMap, type BackTest, type TestedMap } from './back-test-map.ts';
import { compareMaps, fewestMonthsToCompare } from './compare-maps.ts';

const tenAreas: TestedMap = {
  flagged: [true, true, false, false, false, false, false, false, false, false],
  laterCounts: [6, 3, 5, 2, 0, 1, 1, 0, 1, 1],
  trailingCounts: [30, 9, 21, 20, 1, 4, 4, 0, 5, 6],
  sizes: [1, 2, 1, 4, 8, 8, 8, 4, 2, 2],
};

describe('a map, by what happened after it', () => {
  it('has a hit rate, its PAI by size and by number, and its PEI, as worked by hand', () => {
    const { map, rival, chance, incidents, flagged, areas } = backTestMap(tenAreas);
    expect({ incidents, flagged, areas, chance }).toEqual({
      incidents: 20,
      flagged: 2,
      areas: 10,
      chance: 0.2,
    });
    // 9 of 20; 3 of 40 square kilometres; 2 of 10 areas; the best two had 11.
    expect(map?.hits).toBe(9);
    expect(map?.hitRate.estimate).toBeCloseTo(0.45, 12);
    expect(map?.paiArea.estimate).toBeCloseTo(6, 12);
    expect(map?.paiCount.estimate).toBeCloseTo(2.25, 12);
    expect(map?.pei.estimate).toBeCloseTo(9 / 11, 12);
    // The rival has the areas with 30 and 21: 11 of 20 in 2 of 40 square kilometres, the best there was.
    expect(rival?.hits).toBe(11);
    expect(rival?.paiArea.estimate).toBeCloseTo(11, 12);
    expect(rival?.pei).toMatchObject({ estimate: 1, upper: 1 });
  });

  it('has exact intervals', () => {
    // R 4.2.2: binom.test(9, 20)$conf.int.
    const { map } = backTestMap(tenAreas);
    expect(map?.hitRate.lower).toBeCloseTo(0.2305779, 6);
    expect(map?.hitRate.upper).toBeCloseTo(0.6847219, 6);
    expect(map?.paiCount.lower).toBeCloseTo(0.2305779 / 0.2, 5);
    expect(map?.paiArea.upper).toBeCloseTo(0.6847219 / 0.075, 4);
  });

  it('is not scored when nothing was flagged, and not when nothing happened', () => {
    const none = { map: null, rival: null, chance: null };
    const nothing = Array.from({ length: 10 }, () => 0);
    expect(backTestMap({ ...tenAreas, laterCounts: nothing })).toMatchObject(none);
    expect(backTestMap({ ...tenAreas, flagged: nothing.map(() => false) })).toMatchObject(none);
    expect(
      backTestMap({ flagged: [], laterCounts: [], trailingCounts: [], sizes: [] }),
    ).toMatchObject(none);
  });

  it('has a rival whose ties are broken every way at once, whatever the order of the areas', () => {
    // One place goes to the first area; three tie for the other, which had 5, 2 and 0 incidents later.
    const trailingCounts = [30, 4, 20, 20, 20, 4, 4, 0, 5, 6];
    const { rival } = backTestMap({ ...tenAreas, trailingCounts });
    expect(rival?.hits).toBeCloseTo(6 + 7 / 3, 12);
    expect(rival?.paiArea.estimate).toBeCloseTo((6 + 7 / 3) / 20 / ((1 + 13 / 3) / 40), 12);
    // R 4.2.2: binom.test(8, 20)$conf.int[1]; binom.test(9, 20)$conf.int[2].
    expect(rival?.hitRate.lower).toBeCloseTo(0.1911901, 6);
    expect(rival?.hitRate.upper).toBeCloseTo(0.6847219, 6);
    const turned = backTestMap({
      flagged: tenAreas.flagged.toReversed(),
      laterCounts: tenAreas.laterCounts.toReversed(),
      trailingCounts: trailingCounts.toReversed(),
      sizes: tenAreas.sizes.toReversed(),
    });
    expect(turned.rival?.hits).toBeCloseTo(rival?.hits ?? 0, 12);
  });

  it('of every area has a hit rate, PAI and PEI of 1; and no map beats the best', () => {
    const area = fc.record({
      isFlagged: fc.boolean(),
      later: fc.nat(20),
      trailing: fc.nat(3),
      size: fc.double({ min: 0.1, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 30 }), (areas) => {
        const tested = {
          flagged: areas.map(({ isFlagged }) => isFlagged),
          laterCounts: areas.map(({ later }) => later),
          trailingCounts: areas.map(({ trailing }) => trailing),
          sizes: areas.map(({ size }) => size),
        };
        const { map, rival, chance } = backTestMap(tested);
        for (const score of [map, rival]) {
          if (score === null) continue;
          expect(score.pei.estimate).toBeLessThanOrEqual(1 + 1e-12);
          for (const { estimate, lower, upper } of [score.hitRate, score.paiCount, score.pei]) {
            expect(lower).toBeLessThanOrEqual(estimate + 1e-9);
            expect(upper).toBeGreaterThanOrEqual(estimate - 1e-9);
          }
          expect(score.hitRate.estimate).toBeCloseTo(score.paiCount.estimate * (chance ?? 0), 9);
        }
        const whole = backTestMap({ ...tested, flagged: areas.map(() => true) });
        if (whole.map === null) return;
        for (const score of [whole.map, whole.rival]) {
          const { hitRate, paiArea, paiCount, pei } = score ?? whole.map;
          for (const { estimate } of [hitRate, paiArea, paiCount, pei]) {
            expect(estimate).toBeCloseTo(1, 9);
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    ['arrays of different lengths', { sizes: [1] }],
    ['half an incident', { laterCounts: tenAreas.laterCounts.with(0, 0.5) }],
    ['fewer incidents than none', { trailingCounts: tenAreas.trailingCounts.with(0, -1) }],
    ['an area without size', { sizes: tenAreas.sizes.with(3, 0) }],
  ])('is refused with %s', (_, wrong) => {
    expect(() => backTestMap({ ...tenAreas, ...wrong })).toThrow(RangeError);
  });
});

describe('two maps over the months', () => {
  it('cannot be told apart in five months, whatever happened, but in six', () => {
    const five = compareMaps(months([9, 1], [9, 2], [8, 0], [7, 1], [9, 0]));
    expect(five).toMatchObject({ months: 5, monthsBetter: 5, p: 1 / 16, better: 'cannot-tell' });
    const six = compareMaps(months([9, 1], [9, 2], [8, 0], [7, 1], [9, 0], [3, 1]));
    expect(six).toMatchObject({ months: fewestMonthsToCompare, p: 1 / 32, better: 'map' });
  });

  it('are compared by all the ways the months could have gone, as worked by hand', () => {
    // Differences 3, 2, 1, −1: of 16 ways 4 reach a sum of 5 or more, or −5 or less.
    const { p, hitRate, rivalHitRate, chance, monthsWorse } = compareMaps(
      months([5, 2], [4, 2], [3, 2], [2, 3]),
    );
    expect(p).toBe(6 / 16);
    expect(hitRate).toBeCloseTo(14 / 40, 12);
    expect(rivalHitRate).toBeCloseTo(9 / 40, 12);
    expect(chance).toBeCloseTo(0.5, 12);
    expect(monthsWorse).toBe(1);
  });

  it('say so when the rival was better', () => {
    const six = months([1, 9], [2, 9], [0, 8], [1, 7], [0, 9], [1, 3]);
    expect(compareMaps(six).better).toBe('rival');
  });

  it('that always caught the same cannot be told apart', () => {
    const same = compareMaps(months(...Array.from({ length: 24 }, () => [4, 4] as const)));
    expect(same).toMatchObject({ p: 1, better: 'cannot-tell', monthsBetter: 0, monthsWorse: 0 });
  });

  it('leave out months that could not be scored, and say how many', () => {
    const empty: BackTest = { ...tenScore(0, 0), map: null, rival: null, chance: null };
    expect(compareMaps([empty, ...months([5, 2]), empty])).toMatchObject({
      months: 1,
      unscored: 2,
    });
    expect(compareMaps([empty])).toMatchObject({
      months: 0,
      hitRate: null,
      rivalHitRate: null,
      p: null,
      better: 'cannot-tell',
    });
  });

  it('of more months than can be tried in full come to nearly the same', () => {
    const pairs = Array.from({ length: 15 }, (_, month) => [5, month % 3 === 0 ? 7 : 4] as const);
    const { p } = compareMaps(months(...pairs));
    expect(Math.abs((p ?? 0) - everyWay(pairs))).toBeLessThan(0.02);
    const clear = Array.from({ length: 30 }, () => [6, 2] as const);
    expect(compareMaps(months(...clear))).toMatchObject({ p: 1 / 10_000, better: 'map' });
  });

  it('that are no different are told apart in at most 1 comparison of 20', () => {
    let told = 0;
    for (let way = 0; way < 2 ** 8; way += 1) {
      const pairs = [1, 2, 3, 1, 4, 2, 1, 3].map((difference, month) =>
        (way >>> month) & 1 ? ([difference, 0] as const) : ([0, difference] as const),
      );
      if (compareMaps(months(...pairs)).better !== 'cannot-tell') told += 1;
    }
    expect(told / 2 ** 8).toBeLessThanOrEqual(0.05);
    expect(told).toBeGreaterThan(0);
  });
});

/** Months in which two of four areas were flagged and ten incidents happened: hits of the map and of its rival. */
function months(...hits: readonly (readonly [number, number])[]): BackTest[] {
  return hits.map(([map, rival]) => tenScore(map, rival));
}

function tenScore(map: number, rival: number): BackTest {
  const half = (hits: number) => ({
    hits,
    hitRate: { estimate: hits / 10, lower: 0, upper: 1 },
    paiArea: { estimate: hits / 5, lower: 0, upper: 2 },
    paiCount: { estimate: hits / 5, lower: 0, upper: 2 },
    pei: { estimate: hits / 10, lower: 0, upper: 1 },
  });
  return { flagged: 2, areas: 4, incidents: 10, map: half(map), rival: half(rival), chance: 0.5 };
}

function everyWay(pairs: readonly (readonly [number, number])[]): number {
  const differences = pairs.map(([map, rival]) => map - rival);
  const observed = Math.abs(differences.reduce((total, each) => total + each, 0));
  let asFar = 0;
  for (let way = 0; way < 2 ** differences.length; way += 1) {
    let total = 0;
    for (const [month, difference] of differences.entries()) {
      total += (way >>> month) & 1 ? -difference : difference;
    }
    if (Math.abs(total) >= observed) asFar += 1;
  }
  return asFar / 2 ** differences.length;
}
