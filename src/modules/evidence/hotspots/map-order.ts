/** Everything that a map rests on besides the data: the same order over the same data gives the same map. */
export type MapOrder = {
  /** As the source names it; undefined for all of them together. */
  crimeType: string | undefined;
  /** The first and the last month, YYYY-MM. */
  from: string;
  to: string;
  /** What is compared between areas: incidents, or incidents for the people who live there. */
  value: MapValue;
  permutations: number;
  seed: number;
};

export type MapValue = 'count' | 'rate';

export const usualSeed = 1;
