import type { Interval } from '#statistics/poisson-interval.ts';
import { proportionInterval } from '#statistics/proportion-interval.ts';

/** A number with its exact 95% interval. */
export type Estimate = Interval & { readonly estimate: number };

/** How much of what happened lay in the chosen areas, and how that compares with their size. */
export type MapScore = {
  /** How many incidents lay in the chosen areas; not a whole number where ties were shared out. */
  readonly hits: number;
  /** The share of all incidents that did. */
  readonly hitRate: Estimate;
  /** Prediction accuracy index: the hit rate over the share of all square kilometres that was chosen. */
  readonly paiArea: Estimate;
  /** The same over the share of the number of areas that was chosen. */
  readonly paiCount: Estimate;
  /** Prediction efficiency index: the hit rate over the best that as many areas could have had. */
  readonly pei: Estimate;
};

/**
 * Scores a choice of areas by what then happened in them. The interval of the hit rate is that of a proportion
 * (C. J. Clopper and E. S. Pearson, 1934): given the areas chosen and how many incidents there were, each of them
 * falling by itself. Incidents that come in bursts make it too narrow. The other intervals are the same one over
 * the share chosen, or over the best hit rate there was, both taken as known. Where ties were shared out it
 * reaches from the whole number below to the one above.
 *
 * Source of PAI: S. Chainey, L. Tompson and S. Uhlig, The utility of hotspot mapping for predicting spatial
 * patterns of crime, Security Journal 21 (2008); of PEI: J. M. Hunt, Do crime hot spots move? (2016).
 */
export function scoreMap(
  hits: number,
  given: {
    readonly incidents: number;
    readonly shareOfArea: number;
    readonly shareOfCount: number;
    readonly bestHits: number;
  },
): MapScore {
  const { incidents } = given;
  const hitRate = {
    estimate: hits / incidents,
    lower: proportionInterval(Math.floor(hits), incidents).lower,
    upper: proportionInterval(Math.ceil(hits), incidents).upper,
  };
  const pei = over(hitRate, given.bestHits / incidents);
  return {
    hits,
    hitRate,
    paiArea: over(hitRate, given.shareOfArea),
    paiCount: over(hitRate, given.shareOfCount),
    // Nothing is better than the best.
    pei: { ...pei, upper: Math.min(1, pei.upper) },
  };
}

function over({ estimate, lower, upper }: Estimate, share: number): Estimate {
  return { estimate: estimate / share, lower: lower / share, upper: upper / share };
}
