import type { District } from '#core/places/district-store.ts';
import { Chart } from '#design-system/charts/chart.tsx';
import { controlChart } from '#design-system/charts/control-chart.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { monthInShort, monthInWords } from '#platform/calendar.ts';
import { CrimeTypeSelect } from '../crime-type-select.tsx';
import { evidencePaths } from '../paths.ts';
import type { Trend } from './trend.ts';
import type { TrendQuery } from './trend-query.ts';
import { detectionSentence, verdictSentence } from './trend-words.ts';

export type TrendPageProps = {
  subject: string;
  query: TrendQuery;
  districts: readonly District[];
  wholeArea: string;
  trend: Trend;
  provenance: Provenance;
  /** Said above the figures when they are invented, or when real data has taken their place. */
  notice: string | undefined;
};

/** Monthly counts of one crime type in one place, what is usual, and whether it has changed. */
export function TrendPage(props: TrendPageProps) {
  const { subject, trend, provenance, notice } = props;
  return (
    <WorkspacePage title={subject} isWide>
      <h1 class="govuk-heading-l">What is happening</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <Choices {...props} />
      <div class="app-beside">
        <Chart
          id="trend"
          heading={subject}
          sentence={verdictSentence(trend)}
          drawing={draw(trend)}
          table={{ columns, rows: rowsOf(trend) }}
          {...provenance}
        />
        {trend.chart.kind === 'chart' && (
          <HowToRead detection={detectionSentence(trend)} baseline={trend.chart.baseline.points} />
        )}
      </div>
    </WorkspacePage>
  );
}

type HowToReadProps = {
  detection: string | undefined;
  /** How many months set the limits. */
  baseline: number;
};

function HowToRead({ detection, baseline }: HowToReadProps) {
  return (
    <section class="app-beside__words" aria-labelledby="how-to-read">
      <h2 class="govuk-heading-s" id="how-to-read">
        How to read this
      </h2>
      {detection !== undefined && <p class="govuk-body">{detection}</p>}
      <p class="govuk-body">
        Counts go up and down by chance. The limits show how far they usually go, worked out from
        the first {baseline} loaded months shown.
      </p>
      <p class="govuk-body">A change is called real when:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>a month lies outside the limits</li>
        <li>8 months in a row lie on one side of the average</li>
        <li>3 of 4 lie nearer a limit than the average</li>
      </ul>
      <p class="govuk-body">
        Even when nothing has changed, about 1 chart in 20 says that it has, by chance.
      </p>
    </section>
  );
}

function Choices({ query, districts, wholeArea }: TrendPageProps) {
  return (
    <form action={evidencePaths.trend()} method="get" class="app-choices">
      <CrimeTypeSelect chosen={query.crimeType} />
      <Select
        id="district"
        name="district"
        label={{ text: 'Place' }}
        items={[
          { value: '', text: wholeArea },
          ...districts.map(({ code, name }) => ({
            value: code,
            text: name,
            selected: code === query.districtCode,
          })),
        ]}
      />
      <Select
        id="months"
        name="months"
        label={{ text: 'Period' }}
        items={[
          { value: '12', text: 'Last 12 months', selected: query.period === '12' },
          { value: '24', text: 'Last 24 months', selected: query.period === '24' },
          { value: '36', text: 'Last 36 months', selected: query.period === '36' },
          { value: 'all', text: 'All that is loaded', selected: query.period === 'all' },
        ]}
      />
      <Button text="Show" classes="govuk-button--secondary" />
    </form>
  );
}

function draw({ months, values, chart }: Trend) {
  const unusual = new Set(chart.kind === 'chart' ? chart.signals.map(({ index }) => index) : []);
  return controlChart({
    unit: 'incidents a month',
    points: months.map((month, index) => ({
      label: monthInShort(month),
      value: values[index] ?? null,
      signal: unusual.has(index),
    })),
    ...(chart.kind === 'chart' && {
      centre: chart.centre,
      lower: chart.lower,
      upper: chart.upper,
      baselineEnd: monthInShort(months[chart.baseline.to] ?? ''),
    }),
  });
}

type TrendRow = { month: string; value: number | null; says: string };

const columns: readonly Column<TrendRow>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  { key: 'count', heading: 'Incidents', numeric: true, value: ({ value }) => value },
  { key: 'says', heading: 'What the chart says', value: ({ says }) => says },
];

function rowsOf({ months, values, chart }: Trend): TrendRow[] {
  return months.map((month, index) => ({
    month,
    value: values[index] ?? null,
    says: rowWords(values[index] ?? null, index, chart),
  }));
}

const ruleWords = {
  'outside-limits': 'outside the limits',
  'eight-on-one-side': '8 in a row on one side',
  'three-of-four-near-limit': '3 of 4 near a limit',
} as const;

function rowWords(value: number | null, index: number, chart: Trend['chart']): string {
  if (value === null) return 'Not loaded';
  if (chart.kind === 'too-few') return 'Too few months to tell';
  const signals = chart.signals.filter((signal) => signal.index === index);
  if (signals.length === 0) return 'Usual';
  const [{ side } = { side: 'above' }] = signals;
  return `${side === 'above' ? 'High' : 'Low'}: ${signals.map(({ rule }) => ruleWords[rule]).join(', ')}`;
}
