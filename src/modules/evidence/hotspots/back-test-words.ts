import type { MapComparison } from '#statistics/back-test/compare-maps.ts';
import { amountOf, rounded } from '../figures/number-words.ts';

/** Which map was better, in one sentence. */
export function comparisonSentence(comparison: MapComparison): string {
  const { months, hitRate, rivalHitRate, chance, better } = comparison;
  if (months === 0 || hitRate === null || rivalHitRate === null || chance === null) {
    return 'The map flagged nothing in any month, so it cannot be tested.';
  }
  const tested = `Over ${amountOf(months, 'month')} the areas flagged beforehand held ${percent(hitRate)} of the incidents that followed; as many areas with the most incidents before held ${percent(rivalHitRate)}, and as many drawn by lot would hold ${percent(chance)}.`;
  return `${tested} ${betterWords[better]}`;
}

const betterWords = {
  map: 'The flagged areas were the better guide.',
  rival: 'The plain map of past counts was the better guide.',
  'cannot-tell': 'Which of the two maps is the better guide cannot be told.',
} as const;

/** "12.3%" for 0.123. */
export function percent(share: number): string {
  return `${rounded(100 * share)}%`;
}
