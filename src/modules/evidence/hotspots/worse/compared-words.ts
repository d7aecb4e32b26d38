import { amountOf } from '#modules/evidence/figures/number-words.ts';
import { spanInWords } from '#modules/evidence/figures/period-words.ts';
import type { WorseReport } from './read-worse.ts';
import { chooseLength, isWhole, periodsOf, usualLengths } from './worse-query.ts';

/**
 * "July 2025 to September 2025, against April 2025 to June 2025"; of unequal lengths it says how many months each has,
 * and of nothing before, what is missing.
 */
export function comparedPeriods({
  periods: { now, before },
  wanted,
}: Pick<WorseReport, 'periods' | 'wanted'>): string {
  if (before.length === 0) {
    return `${spanInWords(now)}, with nothing loaded of ${spanInWords([wanted.from, wanted.to])} to compare it with`;
  }
  const spans = `${spanInWords(now)}, against ${spanInWords(before)}`;
  if (now.length === before.length) return spans;
  return `${spans}: ${amountOf(now.length, 'month')} against the ${before.length} that ${before.length === 1 ? 'is' : 'are'} loaded, compared by the month`;
}

/** What is said where nothing is loaded to compare with, and what to load. */
export function nothingBefore({
  wanted,
  current,
  query,
}: Pick<WorseReport, 'wanted' | 'current' | 'query'>): string {
  const months = spanInWords([wanted.from, wanted.to]);
  const isAnyShorter = chooseLength(current.months, query.to) !== undefined;
  return `Nothing is loaded of ${months}, the period before, so nobody can tell what has become worse. Load those months${isAnyShorter ? ', or compare a shorter period' : ''}.`;
}

/** Why the periods are as long as they are; undefined where somebody chose it. */
export function whyThisLength({
  isLengthChosen,
  current,
  query: { to, months },
  periods,
}: Pick<WorseReport, 'isLengthChosen' | 'current' | 'query' | 'periods'>): string | undefined {
  if (isLengthChosen || periods.before.length === 0) return undefined;
  const list = new Intl.ListFormat('en-GB').format(usualLengths.map(String));
  return isWhole(current.months, to, months)
    ? `Why ${months} months: nobody chose a length, so this is the longest of ${list} of which every month is loaded, and every month before.`
    : `Why ${months} months: nobody chose a length, and none of ${list} has every month loaded. This is the longest with any month before.`;
}

/** The lengths that a form offers: those that can be compared, and the one that is shown. */
export function listLengths(
  { current, query: { to, months } }: Pick<WorseReport, 'current' | 'query'>,
  lengths: readonly number[],
): { value: string; text: string; selected: boolean }[] {
  return lengths.flatMap((length) => {
    const before = periodsOf(current.months, to, length).before.length;
    if (before === 0 && length !== months) return [];
    const text =
      before === length
        ? `${length} months with the ${length} before`
        : before === 0
          ? `${length} months (nothing before is loaded)`
          : `${length} months with the ${before} loaded before`;
    return { value: String(length), text, selected: length === months };
  });
}
