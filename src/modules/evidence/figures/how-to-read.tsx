import { spanInWords } from './period-words.ts';
import type { Trend } from './trend.ts';
import { detectionSentence, falseAlarmWords, pointName } from './trend-words.ts';

/** How the chart of a trend is read, and how often it is wrong; nothing where there is no chart to read. */
export function HowToRead({ trend }: { trend: Trend }) {
  const { choice, months } = trend;
  const alarms = falseAlarmWords(choice);
  if (alarms === undefined) return null;
  const detection = detectionSentence(trend);
  return (
    <section class="app-beside__words" aria-labelledby="how-to-read">
      <h2 class="govuk-heading-s" id="how-to-read">
        How to read this
      </h2>
      {detection !== undefined && <p class="govuk-body">{detection}</p>}
      {choice.kind === 'gaps' ? <GapsWords /> : <LimitsWords trend={trend} />}
      <p class="govuk-body">Even when nothing has changed, {alarms}, by chance.</p>
      {trend.monthsLeftOut > 0 && (
        <p class="govuk-body">
          Only {spanInWords(months)} are compared. What is loaded from before lies too far back.
        </p>
      )}
    </section>
  );
}

function LimitsWords({ trend }: { trend: Trend }) {
  const { choice, months } = trend;
  if (choice.kind !== 'months' && choice.kind !== 'longer-periods') return null;
  const point = pointName(trend);
  const { from, to, points } = choice.chart.baseline;
  const places =
    choice.kind === 'months'
      ? [from, to]
      : [choice.periods[from]?.from ?? 0, choice.periods[to]?.to ?? 0];
  const span = spanInWords(places.map((place) => months[place] ?? ''));
  return (
    <>
      {choice.kind === 'longer-periods' && (
        <p class="govuk-body">
          There are too few a month to tell, so they are added up by {point}.
        </p>
      )}
      <p class="govuk-body">
        Counts go up and down by chance. The limits show how far they usually go, worked out from
        the first {points} known {point}s: {span}.
      </p>
      <p class="govuk-body">A change is called real when:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>a {point} lies outside the limits</li>
        <li>8 {point}s in a row lie on one side of the average</li>
        <li>3 of 4 lie nearer a limit than the average</li>
      </ul>
    </>
  );
}

function GapsWords() {
  return (
    <p class="govuk-body">
      These are too rare to count by month. The chart shows the gaps: how many months had none,
      between months that had some. Longer gaps mean fewer.
    </p>
  );
}
