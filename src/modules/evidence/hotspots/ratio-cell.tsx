import { fromNoneInWords, timesInWords } from './hotspot-words.ts';
import type { PeriodChange } from './compare-periods.ts';

/** "2.03 times (1.52 to 2.72)", broken where it has to be before the interval and never inside it, on paper neither. */
export function RatioCell({
  ratio,
  lower,
  upper,
}: Pick<PeriodChange, 'ratio' | 'lower' | 'upper'>) {
  if (ratio === null || upper === null) return <>{fromNoneInWords(lower)}</>;
  return (
    <>
      {`${timesInWords(ratio)}\u{A0}times `}
      <span class="app-interval">
        {`(${timesInWords(lower)}\u{A0}to\u{A0}${timesInWords(upper)})`}
      </span>
    </>
  );
}
