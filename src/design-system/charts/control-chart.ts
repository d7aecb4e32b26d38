import * as Plot from '@observablehq/plot';
import { formatNumber } from '#platform/number-format.ts';
import { axes, heightTicks } from './axis.ts';
import type { ControlChartData, ControlChartWords } from './control-chart-data.ts';
import { describeControlChart } from './describe-control-chart.ts';
import { spreadLabels } from './line-labels.ts';
import { createDocument, drawTwice } from './picture.ts';
import type { CanvasSize, Drawing } from './picture.ts';

const usualWords: ControlChartWords = {
  upper: 'Upper limit',
  centre: 'Average',
  lower: 'Lower limit',
  baseline: 'Limits set up to here',
  signal: 'signal',
};

/**
 * A run of values with its centre line and control limits, each named in words beside it.
 * The y axis starts at zero or below.
 */
export function controlChart(data: ControlChartData): Drawing {
  const words = { ...usualWords, ...data.words };
  const drawing = drawTwice(
    (size) => drawControlChart(data, words, size),
    describeControlChart(data, words),
  );
  const hasSignal = data.points.some(({ value, signal }) => value !== null && signal === true);
  return { ...drawing, key: hasSignal ? `◆ A diamond marks a ${words.signal}` : undefined };
}

function drawControlChart(data: ControlChartData, words: ControlChartWords, size: CanvasSize) {
  const { points, centre, lower, upper, baselineEnd } = data;
  const labels = points.map(({ label }) => label);
  const known = points.flatMap(({ value }) => value ?? []);
  const lines = listLines(data, words);
  const reach = [0, ...known, ...lines.map(({ value }) => value)];
  const ticks = heightTicks(known, Math.min(...reach), Math.max(...reach, 1));
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const margins = { top: 16, bottom: 34, left: 44, right: size.isNarrow ? 108 : 124 };
  const gap = (15 / (size.height - margins.top - margins.bottom)) * (high - low);
  return Plot.plot({
    document: createDocument(),
    width: size.width,
    height: size.height,
    marginTop: margins.top,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    marginRight: margins.right,
    x: { type: 'point', domain: labels, padding: 0.3 },
    y: { domain: [low, high] },
    marks: [
      upper === undefined
        ? null
        : Plot.rect([0], { y1: lower ?? low, y2: upper, fill: 'var(--chart-band)' }),
      ...axes(labels, ticks, size),
      Plot.ruleY(
        lines.filter((line) => line.value !== centre),
        {
          y: 'value',
          stroke: 'var(--chart-limit)',
          strokeDasharray: '6 4',
        },
      ),
      centre === undefined ? null : Plot.ruleY([centre], { stroke: 'var(--chart-limit)' }),
      ...baselineMarks(baselineEnd, words.baseline),
      Plot.line(points, { x: 'label', y: 'value', stroke: 'var(--chart-line)', strokeWidth: 2.25 }),
      Plot.dot(
        points.filter(({ value, signal }) => value !== null && signal !== true),
        {
          x: 'label',
          y: 'value',
          r: size.isNarrow ? 2.5 : 3.5,
          fill: 'var(--chart-line)',
        },
      ),
      Plot.dot(
        points.filter(({ value, signal }) => value !== null && signal === true),
        {
          x: 'label',
          y: 'value',
          r: 6.5,
          symbol: 'diamond',
          fill: 'var(--chart-signal)',
          stroke: 'var(--chart-ink)',
          strokeWidth: 1.5,
        },
      ),
      Plot.text(spreadLabels(lines, gap), {
        y: 'height',
        text: 'text',
        frameAnchor: 'right',
        textAnchor: 'start',
        dx: 8,
        fontSize: 13,
        fill: 'var(--chart-ink)',
      }),
    ],
  });
}

function listLines(data: ControlChartData, words: ControlChartWords) {
  const line = (name: string, value: number | undefined) =>
    value === undefined ? [] : [{ text: `${name} ${rounded(value)}`, value }];
  return [
    ...line(words.upper, data.upper),
    ...line(words.centre, data.centre),
    ...line(words.lower, data.lower),
  ];
}

function baselineMarks(baselineEnd: string | undefined, words: string) {
  if (baselineEnd === undefined) return [];
  const stroke = 'var(--chart-limit)';
  return [
    Plot.ruleX([baselineEnd], { stroke, strokeDasharray: '2 4' }),
    Plot.text([baselineEnd], {
      x: (label: string) => label,
      text: () => words,
      frameAnchor: 'top',
      textAnchor: 'end',
      dx: -6,
      dy: -12,
      fontSize: 13,
      fill: 'var(--chart-quiet)',
    }),
  ];
}

function rounded(value: number): string {
  return formatNumber(value, value < 100 ? 1 : 0);
}
