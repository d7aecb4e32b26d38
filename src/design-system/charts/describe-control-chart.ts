import { formatNumber } from '#platform/number-format.ts';
import type { ControlChartData, ControlChartWords } from './control-chart-data.ts';

/** The chart in words, for who cannot see it: its reach, its limits, its signals, its gaps. */
export function describeControlChart(data: ControlChartData, words: ControlChartWords): string {
  const { points, unit } = data;
  const known = points.flatMap(({ label, value, signal }) =>
    value === null ? [] : [{ label, value, signal }],
  );
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || known.length === 0)
    return `A line chart of ${unit} with no known values.`;
  const lowest = known.reduce((a, b) => (b.value < a.value ? b : a));
  const highest = known.reduce((a, b) => (b.value > a.value ? b : a));
  const signals = known.filter(({ signal }) => signal === true);
  const missing = points.filter(({ value }) => value === null);
  return [
    `A line chart of ${unit} from ${first.label} to ${last.label}.`,
    `Lowest ${format(lowest.value)} in ${lowest.label}, highest ${format(highest.value)} in ${highest.label}.`,
    ...lineSentence(data, words),
    signals.length === 0
      ? `No point is a ${words.signal}.`
      : `Marked as a ${words.signal}: ${signals.map(({ label }) => label).join(', ')}.`,
    ...(missing.length === 0
      ? []
      : [`Not known: ${missing.map(({ label }) => label).join(', ')}.`]),
  ].join(' ');
}

function lineSentence(data: ControlChartData, words: ControlChartWords): string[] {
  const parts = [
    ...(data.centre === undefined ? [] : [`${words.centre} ${format(data.centre)}`]),
    ...(data.lower === undefined ? [] : [`${words.lower} ${format(data.lower)}`]),
    ...(data.upper === undefined ? [] : [`${words.upper} ${format(data.upper)}`]),
  ];
  return parts.length === 0 ? [] : [`${parts.join(', ')}.`];
}

function format(value: number): string {
  return formatNumber(value, 1);
}
