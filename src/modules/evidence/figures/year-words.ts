import type { YearOnYear } from '#statistics/year-on-year.ts';
import { intervalRange, preciseInWords } from './number-words.ts';

const significance = 0.05;

/** This year against last, with what chance could have done: "12 in the last 12 months, 19 in the 12 before…". */
export function yearsSentence(years: YearOnYear | undefined): string | undefined {
  if (years === undefined) return undefined;
  const { before, after, months, comparison } = years;
  const when =
    months === 12
      ? `${whole(after)} in the last 12 months, ${whole(before)} in the 12 before`
      : `${whole(after)} in ${months} of the last 12 months, ${whole(before)} in the same months of the year before`;
  const isChance = comparison.pValue >= significance;
  const says = isChance
    ? 'this could be chance'
    : `chance alone would seldom make so large a ${after > before ? 'rise' : 'fall'}`;
  return `${when}: ${says}. ${ratioWords(years)}`;
}

function ratioWords({ comparison: { ratio, lower, upper } }: YearOnYear): string {
  if (ratio === null || upper === null) return 'With none before there is no ratio.';
  return `That is ${preciseInWords(ratio)} times as many (95% interval ${intervalRange({ lower, upper })}).`;
}

function whole(count: number): string {
  return count.toLocaleString('en-GB');
}
