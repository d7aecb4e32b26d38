import { waitingSentence } from './trend-table.ts';
import type { Trend } from './trend.ts';
import { yearsSentence } from './year-words.ts';

/** This year against last, and months that wait: what stands under the first sentence of a trend. */
export function TrendSentences({ trend }: { trend: Trend }) {
  const sentences = [yearsSentence(trend.years), waitingSentence(trend)];
  return (
    <>
      {sentences.map(
        (sentence) =>
          sentence !== undefined && (
            <p class="govuk-body app-chart__sentence" key={sentence}>
              {sentence}
            </p>
          ),
      )}
    </>
  );
}
