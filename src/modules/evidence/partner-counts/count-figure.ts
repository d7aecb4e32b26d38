import { countEstimate } from '../figures/estimates.ts';
import type { Figure } from '../figures/figure.ts';
import { amountWith } from '../figures/number-words.ts';
import { drawTrend } from '../figures/trend-drawing.ts';
import { makeTrendTable, type TrendRow } from '../figures/trend-table.ts';
import { findLatestYear, type Trend } from '../figures/trend.ts';
import { periodWords, pointName, verdictSentence } from '../figures/trend-words.ts';
import { monthsBetween } from '#platform/calendar.ts';
import { listMonthsInWords } from '../figures/period-words.ts';
import { evidencePaths } from '../paths.ts';
import { trendCaveats } from '../provenance-words.ts';
import type { SeriesSummary } from './count-series-store.ts';
import { countCaveats, countDefinitionWords, countSourceWords } from './count-words.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

export type CountFacts = {
  /** Unique on the page. */
  id: string;
  series: SeriesSummary;
  origin: CountOrigin;
  trend: Trend;
  placeName: string;
  /** Undefined for all of them together. */
  areaCode: string | undefined;
  /** How many areas are added together when none is named. */
  areas: number;
  /** Months that are in no sum, because only some of the areas were given. */
  partMonths: readonly string[];
};

/** The figure of what one source counted of one thing, month by month. */
export function makeCountFigure(facts: CountFacts): Figure<TrendRow> {
  const { id, series, origin, trend, placeName, areaCode, areas } = facts;
  const { part, source, measure } = series;
  const latest = findLatestYear(trend);
  return {
    id,
    heading: `${measure}, ${placeName}`,
    sentence: `${verdictSentence(trend)}${areaCode === undefined ? leftOutInWords(facts.partMonths) : ''}`,
    estimates: latest.months === 0 ? [] : [countEstimate(latest, 'counted')],
    drawing: drawTrend(trend, 'counted'),
    table: makeTrendTable(trend, { heading: 'Count', missing: 'not given' }),
    units:
      trend.choice.kind === 'gaps'
        ? `${measure}: months without any, between months that had some`
        : `${measure} in each ${pointName(trend)}`,
    period: periodWords(trend),
    source: countSourceWords(series, origin),
    definition: countDefinitionWords(series),
    caveats: [...countCaveats(areas, areaCode === undefined), ...trendCaveats(trend, [])],
    csvHref: evidencePaths.countSeriesData({
      part,
      source,
      measure,
      ...(areaCode !== undefined && { area: areaCode }),
    }),
  };
}

function leftOutInWords(months: readonly string[]): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return '';
  const amount = amountWith(months.length, 'month', { one: 'is', more: 'are' });
  return ` ${amount} left out (${listMonthsInWords(months, monthsBetween(first, last))}), because only some of the areas were given. Choose one area to see all of its months.`;
}
