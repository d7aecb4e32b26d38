import { waitingSentence } from './trend-table.ts';
import type { Trend } from './trend.ts';
import { yearsSentence } from './year-words.ts';

/** What stands under the first sentence of a trend: this year against last, and months that wait. */
export function listTrendSentences(trend: Trend): string[] {
  return [yearsSentence(trend.years), waitingSentence(trend)].filter((one) => one !== undefined);
}

export function TrendSentences({ trend }: { trend: Trend }) {
  return (
    <>
      {listTrendSentences(trend).map((sentence) => (
        <p class="govuk-body app-chart__sentence" key={sentence}>
          {sentence}
        </p>
      ))}
    </>
  );
}
