import { logGamma } from '#statistics/gamma.ts';
import {
  changeChance,
  fewestMonths,
  persistentShare,
  placeRules,
  recentMonths,
  type PlaceClass,
} from './place-classes.ts';

/** What has become of a place, with the numbers that say so. */
export type PlaceOverTime = {
  readonly class: PlaceClass | 'too-few-months';
  /** How many months are known, and in how many of them the place was hot. */
  readonly months: number;
  readonly hot: number;
  /** The same of the later half; the middle one of an odd number of months is in the earlier. */
  readonly laterMonths: number;
  readonly laterHot: number;
  /** The chance that so many hot months or more lie in the later half when their order is chance. */
  readonly chanceOfRise: number;
  readonly chanceOfFall: number;
};

/**
 * The class of a place, from whether it was hot in each month, earliest first; undefined is a month that is not
 * known. Every series has exactly one class. See place-classes.ts for the rules.
 *
 * A rise or fall is judged as if every month were by itself. Give it months that share no incidents: a map of
 * the latest twelve months drawn again every month is hot in runs, and would be called rising or falling far
 * too often. With less than two years, a season looks like a rise or a fall.
 */
export function classifyPlace(series: readonly (boolean | undefined)[]): PlaceOverTime {
  const known = series.filter((month) => month !== undefined);
  const laterMonths = Math.floor(known.length / 2);
  const hot = countHot(known);
  const laterHot = countHot(known.slice(known.length - laterMonths));
  const counts = { months: known.length, hot, laterMonths, laterHot };
  const earlierMonths = known.length - laterMonths;
  const chanceOfRise = chanceOfAtLeast(laterHot, hot, laterMonths, earlierMonths);
  const chanceOfFall = chanceOfAtLeast(hot - laterHot, hot, earlierMonths, laterMonths);
  const fits: Readonly<Record<PlaceClass, boolean>> = {
    new: known.at(-1) === true && countHot(known.slice(0, -recentMonths)) === 0,
    intensifying: chanceOfRise <= changeChance,
    diminishing: chanceOfFall <= changeChance,
    persistent: hot > 0 && hot >= persistentShare * known.length,
    sporadic: hot > 0,
    none: hot === 0,
  };
  const rule = placeRules.find((rule) => known.length >= rule.minimumMonths && fits[rule.class]);
  const isTold = known.length >= fewestMonths && rule !== undefined;
  return { class: isTold ? rule.class : 'too-few-months', ...counts, chanceOfRise, chanceOfFall };
}

function countHot(months: readonly boolean[]): number {
  return months.filter(Boolean).length;
}

/** The upper tail of the hypergeometric distribution: hot months in one part of the months. */
function chanceOfAtLeast(inPart: number, hot: number, part: number, rest: number): number {
  let chance = 0;
  for (let count = inPart; count <= Math.min(hot, part); count += 1) {
    if (hot - count > rest) continue;
    const ways = logChoose(part, count) + logChoose(rest, hot - count);
    chance += Math.exp(ways - logChoose(part + rest, hot));
  }
  return Math.min(1, chance);
}

function logChoose(all: number, some: number): number {
  return logGamma(all + 1) - logGamma(some + 1) - logGamma(all - some + 1);
}
