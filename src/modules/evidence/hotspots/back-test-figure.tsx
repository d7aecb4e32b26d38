import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Estimate, MapScore } from '#statistics/back-test/map-score.ts';
import type { Figure } from '../figures/figure.ts';
import { amountOf, preciseInWords } from '../figures/number-words.ts';
import { mostTrailingMonths, type TestedMonth } from './back-test-months.ts';
import { comparisonSentence, percent } from './back-test-words.ts';
import type { HotspotMap } from './read-map.ts';

export type BackTestLine = TestedMonth;

/** Would the map have been right? Month by month, beside its rival and chance. */
export function makeBackTestFigure(
  { months, comparison }: Pick<HotspotMap, 'months' | 'comparison'>,
  provenance: Provenance,
): Figure<BackTestLine> {
  const { monthsBetter, monthsWorse, unscored } = comparison;
  const tally =
    comparison.months < 2
      ? ''
      : ` It caught more in ${amountOf(monthsBetter, 'month')} and less in ${monthsWorse}.`;
  return {
    ...provenance,
    id: 'back-test',
    heading: 'Would the map have been right?',
    sentence: `${comparisonSentence(comparison)}${tally}`,
    estimates: [],
    drawing: undefined,
    table: { columns: backTestColumns, rows: months },
    units: 'Share of the incidents of a month, and how that compares with the share of the areas',
    caveats: [
      `For each month a map is drawn of the loaded months before it, ${mostTrailingMonths} at most, as if the month had not happened yet. The plain map takes as many areas, those with the most incidents in the same months; ties are shared out.`,
      'PAI: the share of incidents caught over the share of square kilometres (or of areas) flagged; 1 is no better than chance. PEI: the share caught over the best that as many areas could have caught.',
      'Intervals are exact for the share caught, taking incidents as independent of each other.',
      ...(unscored === 0
        ? []
        : [
            `In ${amountOf(unscored, 'month')} nothing was flagged, or nothing happened: there is nothing to score.`,
          ]),
    ],
  };
}

const backTestColumns: readonly Column<BackTestLine>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  {
    key: 'trailing',
    heading: 'Months before',
    numeric: true,
    value: ({ trailing }) => trailing.length,
  },
  { key: 'flagged', heading: 'Areas flagged', numeric: true, value: ({ test }) => test.flagged },
  scoreColumn('hit-rate', 'Caught by the map', ({ map }) => map?.hitRate, percent),
  scoreColumn('rival', 'By the plain map', ({ rival }) => rival?.hitRate, percent),
  {
    key: 'chance',
    heading: 'By chance',
    numeric: true,
    value: ({ test }) => test.chance,
    render: ({ test }) => (test.chance === null ? nothing : percent(test.chance)),
  },
  scoreColumn('pai-area', 'PAI by km²', ({ map }) => map?.paiArea, preciseInWords),
  scoreColumn('rival-pai-area', 'Plain map’s', ({ rival }) => rival?.paiArea, preciseInWords),
  scoreColumn('pai-count', 'PAI by areas', ({ map }) => map?.paiCount, preciseInWords),
  scoreColumn('pei', 'PEI', ({ map }) => map?.pei, preciseInWords),
];

const nothing = '–';

function scoreColumn(
  key: string,
  heading: string,
  scoreOf: (scores: { map: MapScore | null; rival: MapScore | null }) => Estimate | undefined,
  inWords: (value: number) => string,
): Column<BackTestLine> {
  return {
    key,
    heading,
    numeric: true,
    value: ({ test }) => scoreOf(test)?.estimate ?? null,
    render: ({ test }) => {
      const score = scoreOf(test);
      if (score === undefined) return nothing;
      return (
        <>
          {inWords(score.estimate)}{' '}
          <span class="app-interval">
            ({inWords(score.lower)} to {inWords(score.upper)})
          </span>
        </>
      );
    },
  };
}
