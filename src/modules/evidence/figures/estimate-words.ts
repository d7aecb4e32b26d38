import type { Estimate } from './figure.ts';
import { intervalRange, preciseInWords, rounded } from './number-words.ts';

/** An estimate as it is written: counts whole, rates as precise as they can matter. */
export function estimateInWords({ value, lower, upper }: Estimate): {
  value: string;
  interval: string;
} {
  const number = Number.isInteger(value) ? rounded : preciseInWords;
  return { value: number(value), interval: intervalRange({ lower, upper }) };
}
