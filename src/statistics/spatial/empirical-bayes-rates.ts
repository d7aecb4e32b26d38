/** Events a person: as counted, and drawn towards the mean of the map the more, the fewer people there are. */
export type SmoothedRate = { readonly raw: number; readonly smoothed: number };

export type EmpiricalBayesRates = {
  /** All events over all people; undefined when no area counts. */
  readonly mean: number | undefined;
  /** How much the true rates are estimated to vary: 0 when chance alone explains how they differ. */
  readonly variance: number | undefined;
  /** One for each area, in their order; undefined for an area that does not count. */
  readonly areas: readonly (SmoothedRate | undefined)[];
};

/**
 * Rates that a small population cannot drive to extremes. An area counts when its events are known (not NaN)
 * and its population is known and above 0; the events of one that does not count are in no total. When there
 * are no events at all, every rate is 0.
 *
 * `events` and `populations` hold one number for each area; events may be fractions. Throws RangeError when
 * they are of different lengths, infinite or below 0.
 *
 * Source: the global estimator of R. J. Marshall, Mapping disease and mortality rates using empirical Bayes
 * estimators, Journal of the Royal Statistical Society C 40 (1991), its variance not let below 0; the values
 * are those of R's spdep::EBest(family = "poisson").
 */
export function empiricalBayesRates(
  events: ArrayLike<number>,
  populations: ArrayLike<number>,
): EmpiricalBayesRates {
  if (events.length !== populations.length) {
    throw new RangeError(`There are ${events.length} counts for ${populations.length} areas.`);
  }
  const areas = Array.from(events, (count, area) => countedArea(count, populations[area] ?? NaN));
  const counted = areas.filter((area) => area !== undefined);
  const people = total(counted.map(({ population }) => population));
  if (people === 0)
    return { mean: undefined, variance: undefined, areas: areas.map(() => undefined) };
  const mean = total(counted.map(({ count }) => count)) / people;
  const spread =
    total(counted.map(({ raw, population }) => population * (raw - mean) ** 2)) / people;
  const variance = Math.max(0, spread - mean / (people / counted.length));
  const smooth = ({ raw, population }: CountedArea): SmoothedRate => {
    const known = variance + mean / population;
    const share = known === 0 ? 0 : variance / known;
    return { raw, smoothed: mean + share * (raw - mean) };
  };
  return { mean, variance, areas: areas.map((area) => area && smooth(area)) };
}

type CountedArea = { count: number; population: number; raw: number };

function countedArea(count: number, population: number): CountedArea | undefined {
  if (count < 0 || population < 0 || count === Infinity || population === Infinity) {
    throw new RangeError('Events and populations are numbers from 0.');
  }
  if (Number.isNaN(count) || !(population > 0)) return undefined;
  return { count, population, raw: count / population };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
