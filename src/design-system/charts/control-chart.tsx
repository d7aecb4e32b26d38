import { formatNumber } from '#platform/number-format.ts';
import { Axes } from './axes.tsx';
import { heightTicks } from './axis.ts';
import { BaselineMark } from './baseline-mark.tsx';
import type { ControlChartData, ControlChartWords } from './control-chart-data.ts';
import { ControlLine } from './control-line.tsx';
import { describeControlChart } from './describe-control-chart.ts';
import type { LineLabel } from './line-labels.ts';
import { LineNames } from './line-names.tsx';
import { drawTwice, type CanvasSize, type Drawing } from './picture.tsx';
import { plotArea } from './plot-area.ts';

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
  const lines = nameLines(data, words);
  const reach = [0, ...known, ...lines.map(({ value }) => value)];
  const ticks = heightTicks(known, Math.min(...reach), Math.max(...reach, 1));
  const tickWords = ticks.map((tick) => formatNumber(tick, 2));
  const names = lines.map(({ text }) => text);
  const area = plotArea(size, { points: points.length, ticks, tickWords, names });
  const { left, right, bottom } = area;
  const across = (value: number) => `M${left} ${area.y(value)}H${right}`;
  const baseline = baselineEnd === undefined ? -1 : labels.indexOf(baselineEnd);
  const top = upper === undefined ? undefined : area.y(upper);
  return (
    <>
      {top !== undefined && (
        <rect
          x={left}
          y={top}
          width={right - left}
          height={(lower === undefined ? bottom : area.y(lower)) - top}
          fill="var(--chart-band)"
        />
      )}
      <Axes area={area} size={size} labels={labels} ticks={ticks} tickWords={tickWords} />
      <path
        stroke="var(--chart-limit)"
        stroke-dasharray="6 4"
        d={[lower, upper].flatMap((limit) => (limit === undefined ? [] : across(limit))).join('')}
      />
      {centre !== undefined && <path stroke="var(--chart-limit)" d={across(centre)} />}
      {baseline >= 0 && (
        <BaselineMark area={area} size={size} index={baseline} words={words.baseline} />
      )}
      <ControlLine area={area} size={size} points={points} />
      <LineNames area={area} names={lines} />
    </>
  );
}

function nameLines(data: ControlChartData, words: ControlChartWords): LineLabel[] {
  const line = (name: string, value: number | undefined) =>
    value === undefined ? [] : [{ text: `${name} ${rounded(value)}`, value }];
  return [
    ...line(words.upper, data.upper),
    ...line(words.centre, data.centre),
    ...line(words.lower, data.lower),
  ];
}

function rounded(value: number): string {
  return formatNumber(value, value < 100 ? 1 : 0);
}
