import { compareRates, type RateComparison } from '#statistics/rate-comparison.ts';
import { falseDiscoveryRates } from '#statistics/spatial/false-discovery.ts';
import { flaggedFrom } from '#modules/evidence/hotspots/draw-map.ts';
import type { CountedArea, TypeCount, TypeCounts } from './type-counts.ts';

/** One crime type in one area, now beside before. */
export type Rise = CountedArea &
  TypeCount & {
    /** The monthly rate now over that before, with its exact 95% interval; null where there were none before. */
    ratio: number | null;
    lower: number;
    upper: number | null;
    /** Of the exact test by itself, and Benjamini–Hochberg over every area and crime type together. */
    p: number;
    q: number;
  };

export type WorsePlaces = {
  /** How many comparisons were made: areas times crime types. */
  tested: number;
  /** More than before, beyond chance; the surest first. */
  worse: readonly Rise[];
  /** The rises that come nearest to it, the nearest first. */
  next: readonly Rise[];
};

/** Of the rises that are not called, at most so many are shown. */
export const mostNext = 10;
/** So many rises are named, called or not, as long as there are any. */
const fewestNamed = 3;
/** Beyond those, only what would be called had nothing else been asked. */
const aloneFrom = 0.05;

/**
 * What has become worse, over all crime types and areas. Each pair is compared with its own past by an exact test,
 * and all of them are corrected together: also those that fell, and those without an incident, which can never be
 * called. So of what is called on average at most 1 in 20 has not risen.
 */
export function findWorse(
  { areas, crimeTypes, counts }: Pick<TypeCounts, 'areas' | 'crimeTypes' | 'counts'>,
  months: { before: number; now: number },
): WorsePlaces {
  const tested = areas.length * crimeTypes.length;
  const known = new Map(areas.map((area) => [area.code, area]));
  const compare = rememberComparisons(months);
  const compared = counts.map((count) => ({ ...count, ...compare(count.before, count.now) }));
  const quiet = Array.from({ length: Math.max(0, tested - counts.length) }, () => 1);
  const q = falseDiscoveryRates([...compared.map(({ pValue }) => pValue), ...quiet]);
  const rises = compared
    .flatMap(({ pValue, ...one }, index): Rise[] => {
      const isRise = one.ratio === null ? one.now > 0 : one.ratio > 1;
      if (!isRise) return [];
      const area = known.get(one.code) ?? { name: one.code, where: null };
      return [{ ...area, ...one, p: pValue, q: q[index] ?? 1 }];
    })
    .toSorted(bySurest);
  const worse = rises.filter((rise) => rise.q <= flaggedFrom);
  const others = rises.slice(worse.length).filter(({ p }) => p < 1);
  const next = others
    .slice(0, mostNext)
    .filter(({ p }, place) => p <= aloneFrom || worse.length + place < fewestNamed);
  return { tested, worse, next };
}

/** Small counts come again and again, and an exact interval takes a tenth of a millisecond. */
function rememberComparisons(months: { before: number; now: number }) {
  const known = new Map<string, RateComparison>();
  return (before: number, now: number): RateComparison => {
    const key = `${before} ${now}`;
    const found =
      known.get(key) ??
      compareRates(
        { count: before, exposure: months.before },
        { count: now, exposure: months.now },
      );
    known.set(key, found);
    return found;
  };
}

/** Equal chances by how many more there are, then by name, so that the order is always the same. */
function bySurest(one: Rise, other: Rise): number {
  return (
    one.p - other.p ||
    other.now - other.before - (one.now - one.before) ||
    one.name.localeCompare(other.name, 'en-GB', { numeric: true }) ||
    one.code.localeCompare(other.code, 'en-GB') ||
    one.crimeType.localeCompare(other.crimeType, 'en-GB')
  );
}
