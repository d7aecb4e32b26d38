import { poissonInterval } from '#statistics/poisson-interval.ts';
import { rateAYear } from '#statistics/rates.ts';
import type { Estimate } from './figure.ts';
import { amountOf } from './number-words.ts';
import type { Residents } from './residents.ts';

/** Incidents and the months in which they were counted. */
export type Counted = { count: number; months: number };

/** A count with the exact interval of the mean that chance would scatter it around. */
export function countEstimate({ count, months }: Counted, noun = 'incidents'): Estimate {
  const label =
    months === 12 ? `${noun}, last 12 months` : `${noun} in ${amountOf(months, 'month')}`;
  return { label: capitalised(label), value: count, ...poissonInterval(count) };
}

/** Incidents a year for every 1,000 residents; undefined where the residents or the months are not known. */
export function rateEstimate(
  { count, months }: Counted,
  residents: Residents | undefined,
): Estimate | undefined {
  if (residents === undefined || months === 0) return undefined;
  const { rate, lower, upper } = rateAYear(count, { population: residents.people, months });
  return { label: 'Incidents a year for every 1,000 residents', value: rate, lower, upper };
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
