import * as Plot from '@observablehq/plot';
import { axes, heightTicks } from './axis.ts';
import { spreadLabels } from './line-labels.ts';
import { createDocument, drawTwice } from './picture.ts';
import type { CanvasSize, Drawing } from './picture.ts';

export type Series = {
  /** Written at the end of its line. */
  name: string;
  /** In the order of the labels; null where nothing is known. */
  values: readonly (number | null)[];
};

export type LineChartData = {
  /** Along the bottom, in order, no two the same. */
  labels: readonly string[];
  series: readonly Series[];
  unit: string;
};

const pens = [
  { stroke: 'var(--chart-line)', strokeDasharray: 'none' },
  { stroke: 'var(--chart-second)', strokeDasharray: '7 4' },
  { stroke: 'var(--chart-quiet)', strokeDasharray: '2 4' },
  { stroke: 'var(--chart-ink)', strokeDasharray: '10 3 2 3' },
];

/**
 * Up to four lines over the same time, told apart by their names and their dashes, not by
 * colour alone. Throws when there are more: more cannot be read.
 */
export function lineChart(data: LineChartData): Drawing {
  if (data.series.length > pens.length)
    throw new Error(`A line chart shows up to ${pens.length} lines; draw several charts.`);
  return drawTwice((size) => drawLineChart(data, size), describe(data));
}

function drawLineChart({ labels, series }: LineChartData, size: CanvasSize) {
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const ticks = heightTicks(known, Math.min(0, ...known), Math.max(1, ...known));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const plotHeight = size.height - 50;
  const ends = series.flatMap(({ name, values }) => {
    const value = values.findLast((one) => one !== null);
    return value === undefined || value === null ? [] : [{ text: name, value }];
  });
  return Plot.plot({
    document: createDocument(),
    width: size.width,
    height: size.height,
    marginTop: 16,
    marginBottom: 34,
    marginLeft: 44,
    marginRight: size.isNarrow ? 104 : 124,
    x: { type: 'point', domain: labels, padding: 0.3 },
    y: { domain: [low, high] },
    marks: [
      ...axes(labels, ticks, size),
      ...series.map(({ values }, index) =>
        Plot.line(
          values.map((value, place) => ({ label: labels[place], value })),
          {
            x: 'label',
            y: 'value',
            ...pens[index],
            strokeWidth: 2.25,
          },
        ),
      ),
      Plot.text(spreadLabels(ends, (15 / plotHeight) * (high - low)), {
        y: 'height',
        text: 'text',
        frameAnchor: 'right',
        textAnchor: 'start',
        dx: 8,
        fontSize: 13,
        lineWidth: size.isNarrow ? 6 : 9,
        fill: 'var(--chart-ink)',
      }),
    ],
  });
}

function describe({ labels, series, unit }: LineChartData): string {
  const names = series.map(({ name }) => name).join(', ');
  return `A line chart of ${unit} from ${labels[0] ?? ''} to ${labels.at(-1) ?? ''}: ${names}.`;
}
