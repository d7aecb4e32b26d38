import { scoreMap, type MapScore } from './map-score.ts';
import { pickHighest } from './pick-highest.ts';

/** A map and what happened after it; one place in each array for each area, in one order. */
export type TestedMap = {
  /** Which areas the map flagged. */
  readonly flagged: readonly boolean[];
  /** How many incidents each area had in the time that the map was to foretell. */
  readonly laterCounts: readonly number[];
  /** How many it had in the time that was known; the rival map is made from it. */
  readonly trailingCounts: readonly number[];
  /** Square kilometres, or any other unit; only shares are used. */
  readonly sizes: readonly number[];
};

export type BackTest = {
  /** How many areas were flagged, of how many. */
  readonly flagged: number;
  readonly areas: number;
  readonly incidents: number;
  /** Null where nothing was flagged or nothing happened: there is nothing to score. */
  readonly map: MapScore | null;
  /** As many areas as were flagged, those with the highest trailing counts, ties shared out. */
  readonly rival: MapScore | null;
  /** The hit rate to expect of as many areas drawn by lot: their share of the number of areas. */
  readonly chance: number | null;
};

/**
 * Would the flagged areas have caught what happened next? Beside the plain map of the trailing counts with as
 * many areas, and chance. Throws RangeError for arrays of different lengths, counts that are no whole numbers and
 * sizes that are not above 0.
 */
export function backTestMap({ flagged, laterCounts, trailingCounts, sizes }: TestedMap): BackTest {
  const areas = flagged.length;
  if ([laterCounts, trailingCounts, sizes].some((each) => each.length !== areas)) {
    throw new RangeError('A back-test needs every array for the same areas.');
  }
  const isCount = (count: number) => Number.isSafeInteger(count) && count >= 0;
  if (!(laterCounts.every(isCount) && trailingCounts.every(isCount))) {
    throw new RangeError('Counts are whole numbers of at least 0.');
  }
  if (!sizes.every((size) => size > 0 && size < Infinity)) {
    throw new RangeError('The size of an area is above 0.');
  }
  const picks = flagged.filter(Boolean).length;
  const incidents = sum(laterCounts);
  const about = { flagged: picks, areas, incidents };
  if (picks === 0 || incidents === 0) return { ...about, map: null, rival: null, chance: null };

  const bestHits = sumOfPicked(laterCounts, pickHighest(laterCounts, picks));
  const score = (picked: readonly number[]): MapScore =>
    scoreMap(sumOfPicked(laterCounts, picked), {
      incidents,
      shareOfArea: sumOfPicked(sizes, picked) / sum(sizes),
      shareOfCount: picks / areas,
      bestHits,
    });
  return {
    ...about,
    map: score(flagged.map(Number)),
    rival: score(pickHighest(trailingCounts, picks)),
    chance: picks / areas,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function sumOfPicked(numbers: readonly number[], picked: readonly number[]): number {
  const places = new Map<number, number>();
  // Areas that share places add up by their whole counts first: a third, three times, is then one.
  for (const [area, part] of picked.entries()) {
    if (part > 0) places.set(part, (places.get(part) ?? 0) + (numbers[area] ?? 0));
  }
  return [...places].reduce((total, [part, counted]) => total + part * counted, 0);
}
