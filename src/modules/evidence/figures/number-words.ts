import { formatNumber } from '#platform/number-format.ts';

/** "1,234.5": at most one decimal place. */
export function rounded(value: number): string {
  return formatNumber(value, 1);
}

/** As many decimal places as can matter: two below 10, so that small rates can be told apart, none from 1,000. */
export function preciseInWords(value: number): string {
  return formatNumber(value, value < 10 ? 2 : value < 1000 ? 1 : 0);
}

/** "1 month", "3 months"; "1 month of a force", "3 months of a force". */
export function amountOf(many: number, noun: string): string {
  const [name = '', ...more] = noun.split(' of ');
  const counted = many === 1 ? name : `${name}s`;
  return `${formatNumber(many)} ${[counted, ...more].join(' of ')}`;
}

/** "1 row was", "3 rows were". */
export function amountWith(
  many: number,
  noun: string,
  verb: { one: string; more: string },
): string {
  return `${amountOf(many, noun)} ${many === 1 ? verb.one : verb.more}`;
}

/** "3.1 to 4.8", the ends of an interval. */
export function intervalRange({ lower, upper }: { lower: number; upper: number }): string {
  return `${preciseInWords(lower)} to ${preciseInWords(upper)}`;
}
