import { controlChart } from '#design-system/charts/control-chart.tsx';
import type { ControlChartData } from '#design-system/charts/control-chart-data.ts';
import type { Drawing } from '#design-system/charts/picture.tsx';
import { monthInShort } from '#platform/calendar.ts';
import type { ChartChoice } from '#statistics/control-charts/choose-chart.ts';
import { periodInShort } from './period-words.ts';
import type { Trend } from './trend.ts';
import { pointName } from './trend-words.ts';

type Chosen<Kind extends ChartChoice['kind']> = Extract<ChartChoice, { kind: Kind }>;

/** Draws a trend with the chart that was chosen for it; `noun` is what is counted, such as "incidents". */
export function drawTrend(trend: Trend, noun: string): Drawing {
  const { choice } = trend;
  if (choice.kind === 'longer-periods') return drawPeriods(trend, choice, noun);
  if (choice.kind === 'gaps') return drawGaps(trend, choice);
  return drawMonths(trend, noun);
}

function drawMonths({ months, values, choice, shownFrom }: Trend, noun: string): Drawing {
  const chart = choice.kind === 'months' ? choice.chart : undefined;
  const unusual = new Set(chart?.signals.map(({ index }) => index));
  const points = months.map((month, index) => ({
    label: monthInShort(month),
    value: values[index] ?? null,
    signal: unusual.has(index),
  }));
  return controlChart({
    unit: `${noun} a month`,
    points: points.slice(shownFrom),
    ...limitsOf(chart, (index) => (index < shownFrom ? undefined : points[index]?.label)),
  });
}

function drawPeriods(trend: Trend, { chart, periods }: Chosen<'longer-periods'>, noun: string) {
  const unusual = new Set(chart.signals.map(({ index }) => index));
  const points = periods.map(({ from, to, count }, index) => ({
    label: periodInShort(trend.months[from] ?? '', trend.months[to] ?? ''),
    value: count,
    signal: unusual.has(index),
  }));
  return controlChart({
    unit: `${noun} a ${pointName(trend)}`,
    points,
    ...limitsOf(chart, (index) => points[index]?.label),
  });
}

function drawGaps({ months }: Trend, { chart }: Chosen<'gaps'>): Drawing {
  const unusual = new Set(chart.signals.map(({ index }) => index));
  return controlChart({
    unit: 'months without any, between months that had some',
    points: chart.gaps.map((gap, index) => ({
      // A gap whose length is hidden has no months of its own.
      label:
        gap === null ? `Not known ${index + 1}` : `After ${monthInShort(months[gap.from] ?? '')}`,
      value: gap === null ? null : gap.quiet,
      signal: unusual.has(index),
    })),
    centre: chart.centre,
    upper: chart.upper,
    words: { upper: 'Longest usual', centre: 'Middle' },
  });
}

function limitsOf(
  chart: Chosen<'months'>['chart'] | undefined,
  labelOf: (index: number) => string | undefined,
): Partial<ControlChartData> {
  if (chart === undefined) return {};
  const { centre, lower, upper, baseline } = chart;
  return { centre, lower, upper, baselineEnd: labelOf(baseline.to) };
}
