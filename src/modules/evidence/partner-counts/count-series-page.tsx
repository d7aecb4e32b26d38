import { Chart } from '#design-system/charts/chart.tsx';
import { controlChart } from '#design-system/charts/control-chart.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { Button, Select } from '#design-system/govuk/components.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import type { Column } from '#design-system/tables/column.ts';
import { monthInShort, monthInWords } from '#platform/calendar.ts';
import { evidencePaths } from '../paths.ts';
import type { Trend } from '../trends/trend.ts';
import { detectionSentence, verdictSentence } from '../trends/trend-words.ts';
import type { SeriesKey } from './count-series-store.ts';

export type CountSeriesPageProps = {
  series: SeriesKey;
  partTitle: string;
  /** The areas to choose from, with a choice of all where they may be added. */
  areas: readonly { value: string; text: string; selected: boolean }[];
  placeName: string;
  trend: Trend;
  provenance: Provenance;
  notice: string | undefined;
};

/** One source's counts of one thing, month by month, and whether they have changed. */
export function CountSeriesPage(props: CountSeriesPageProps) {
  const { series, partTitle, placeName, trend, provenance, notice } = props;
  const subject = `${series.measure}, ${placeName}`;
  const detection = detectionSentence(trend);
  return (
    <WorkspacePage
      title={subject}
      isWide
      back={{ href: evidencePaths.partnerCounts(), text: 'Back to partners’ counts' }}
    >
      <span class="govuk-caption-l">
        {partTitle} · {series.source}
      </span>
      <h1 class="govuk-heading-l">{series.measure}</h1>
      {notice !== undefined && <p class="govuk-inset-text">{notice}</p>}
      <Choices {...props} />
      <Chart
        id="counts"
        heading={subject}
        sentence={verdictSentence(trend)}
        drawing={draw(trend)}
        table={{ columns, rows: rowsOf(trend) }}
        {...provenance}
      />
      {detection !== undefined && <p class="govuk-body">{detection}</p>}
    </WorkspacePage>
  );
}

function Choices({ series, areas }: CountSeriesPageProps) {
  if (areas.length < 2) return null;
  return (
    <form action={evidencePaths.countSeries({})} method="get" class="app-choices">
      <input type="hidden" name="part" value={series.part} />
      <input type="hidden" name="source" value={series.source} />
      <input type="hidden" name="measure" value={series.measure} />
      <Select id="area" name="area" label={{ text: 'Place' }} items={[...areas]} />
      <Button text="Show" classes="govuk-button--secondary" />
    </form>
  );
}

function draw({ months, values, chart }: Trend) {
  const unusual = new Set(chart.kind === 'chart' ? chart.signals.map(({ index }) => index) : []);
  return controlChart({
    unit: 'a month',
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

type CountRow = { month: string; value: number | null; says: string };

const columns: readonly Column<CountRow>[] = [
  { key: 'month', heading: 'Month', value: ({ month }) => monthInWords(month) },
  {
    key: 'count',
    heading: 'Count',
    numeric: true,
    value: ({ value }) => (value === null ? 'not given' : value),
  },
  { key: 'says', heading: 'What the chart says', value: ({ says }) => says },
];

function rowsOf({ months, values, chart }: Trend): CountRow[] {
  return months.map((month, index) => {
    const value = values[index] ?? null;
    if (value === null) return { month, value, says: 'Not given' };
    if (chart.kind !== 'chart') return { month, value, says: 'Too few months to tell' };
    const signal = chart.signals.find((one) => one.index === index);
    if (signal === undefined) return { month, value, says: 'Usual' };
    return { month, value, says: signal.side === 'above' ? 'Unusually high' : 'Unusually low' };
  });
}
