import { formatNumber } from '#platform/number-format.ts';
import { Axes } from './axes.tsx';
import { heightTicks } from './axis.ts';
import { breakLines, LineNames } from './line-names.tsx';
import { linePath } from './line-path.ts';
import { drawTwice, type CanvasSize, type Drawing } from './picture.tsx';
import { plotArea } from './plot-area.ts';

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

const lettersOfName = { wide: 18, narrow: 12 };

const pens = [
  { stroke: 'var(--chart-line)' },
  { stroke: 'var(--chart-second)', 'stroke-dasharray': '7 4' },
  { stroke: 'var(--chart-quiet)', 'stroke-dasharray': '2 4' },
  { stroke: 'var(--chart-ink)', 'stroke-dasharray': '10 3 2 3' },
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
  const tickWords = ticks.map((tick) => formatNumber(tick, 2));
  const letters = lettersOfName[size.isNarrow ? 'narrow' : 'wide'];
  const ends = series.flatMap(({ name, values }) => {
    const value = values.findLast((one) => one !== null) ?? undefined;
    return value === undefined ? [] : [{ text: breakLines(name, letters), value }];
  });
  const names = ends.flatMap(({ text }) => text.split('\n'));
  const area = plotArea(size, { points: labels.length, ticks, tickWords, names });
  return (
    <>
      <Axes area={area} size={size} labels={labels} ticks={ticks} tickWords={tickWords} />
      <g fill="none" stroke-width="2.25" stroke-linejoin="round">
        {series.map(({ name, values }, index) => (
          <path key={name} {...pens[index]} d={linePath(area, values)} />
        ))}
      </g>
      <LineNames area={area} names={ends} />
    </>
  );
}

function describe({ labels, series, unit }: LineChartData): string {
  const names = series.map(({ name }) => name).join(', ');
  return `A line chart of ${unit} from ${labels[0] ?? ''} to ${labels.at(-1) ?? ''}: ${names}.`;
}
