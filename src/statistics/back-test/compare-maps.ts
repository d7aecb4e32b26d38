import { openRandom } from '#statistics/spatial/permutation/open-random.ts';
import type { BackTest } from './back-test-map.ts';

export type MapComparison = {
  /** How many months could be scored, and how many not because nothing was flagged or nothing happened. */
  readonly months: number;
  readonly unscored: number;
  /** Of all incidents of the scored months together; null without any. */
  readonly hitRate: number | null;
  readonly rivalHitRate: number | null;
  readonly chance: number | null;
  /** In how many months each of the two caught more. */
  readonly monthsBetter: number;
  readonly monthsWorse: number;
  /** The two-sided p of the difference in hits; null without months. */
  readonly p: number | null;
  /** Which of the two was better, or that it cannot be told. */
  readonly better: 'map' | 'rival' | 'cannot-tell';
};

/** With fewer months that differ, no difference can be told from chance. */
export const fewestMonthsToCompare = 6;

/** A difference is told when chance would bring one as large in at most this share of comparisons. */
const tellingChance = 0.05;

/**
 * Which of two maps was better over the months: the flagged areas, or as many of those with the highest trailing
 * counts. If neither is, the difference of the hits of each month might as well have the other sign; p is the
 * share of all ways to change the signs that make the sum of the differences at least as far from 0. Up to 14
 * months that differ every way is tried, beyond that 9,999 drawn ones with the observed one. Months are taken as
 * independent of each other.
 *
 * Source: R. A. Fisher, The design of experiments (1935), section 21.
 */
export function compareMaps(months: readonly BackTest[]): MapComparison {
  const scored = months.flatMap(({ map, rival, chance, incidents }) =>
    map && rival && chance !== null ? [{ map, rival, chance, incidents }] : [],
  );
  const incidents = addUp(scored.map((month) => month.incidents));
  const ofIncidents = (hits: readonly number[]) => (incidents > 0 ? addUp(hits) / incidents : null);
  const differences = scored.map(({ map, rival }) => map.hits - rival.hits);
  const total = addUp(differences);
  const p = scored.length === 0 ? null : chanceOfDifference(differences);
  return {
    months: scored.length,
    unscored: months.length - scored.length,
    hitRate: ofIncidents(scored.map(({ map }) => map.hits)),
    rivalHitRate: ofIncidents(scored.map(({ rival }) => rival.hits)),
    chance: ofIncidents(scored.map(({ chance, incidents }) => chance * incidents)),
    monthsBetter: differences.filter((difference) => difference > roundingError).length,
    monthsWorse: differences.filter((difference) => difference < -roundingError).length,
    p,
    better: p === null || p > tellingChance ? 'cannot-tell' : total > 0 ? 'map' : 'rival',
  };
}

/** Hits are whole numbers, or parts of them where ties were shared out. */
const roundingError = 1e-9;
const mostMonthsInFull = 14;
const drawnWays = 9_999;

function chanceOfDifference(differences: readonly number[]): number {
  const different = differences.filter((difference) => Math.abs(difference) > roundingError);
  const observed = Math.abs(addUp(different)) - roundingError;
  const isAsFar = (hasOtherSign: (month: number) => boolean): boolean => {
    let total = 0;
    for (let month = 0; month < different.length; month += 1) {
      const difference = different[month] ?? 0;
      total += hasOtherSign(month) ? -difference : difference;
    }
    return Math.abs(total) >= observed;
  };
  let asFar = 0;
  if (different.length <= mostMonthsInFull) {
    const ways = 2 ** different.length;
    for (let way = 0; way < ways; way += 1) {
      if (isAsFar((month) => ((way >>> month) & 1) === 1)) asFar += 1;
    }
    return asFar / ways;
  }
  const drawBelow = openRandom(different.length, 0);
  for (let way = 0; way < drawnWays; way += 1) {
    if (isAsFar(() => drawBelow(2) === 1)) asFar += 1;
  }
  return (asFar + 1) / (drawnWays + 1);
}

function addUp(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
