import { thinLabels } from './axis.ts';
import type { CanvasSize } from './picture.tsx';
import type { PlotArea } from './plot-area.ts';

export type AxesProps = {
  area: PlotArea;
  size: CanvasSize;
  labels: readonly string[];
  ticks: readonly number[];
  tickWords: readonly string[];
};

/** What every chart of points in time has: a quiet grid and thinned labels. */
export function Axes({ area, size, labels, ticks, tickWords }: AxesProps) {
  const { left, right, bottom } = area;
  const shown = thinLabels(labels, right - left, size);
  const tickMarks = shown.map(({ index }) => `M${area.x(index)} ${bottom}v5`).join('');
  return (
    <>
      <path
        stroke="var(--chart-grid)"
        d={ticks.map((tick) => `M${left} ${area.y(tick)}H${right}`).join('')}
      />
      <g fill="var(--chart-quiet)" font-size="13" text-anchor="end">
        {ticks.map((tick, index) => (
          <text key={tick} x={left - 8} y={area.y(tick)} dy=".32em">
            {tickWords[index]}
          </text>
        ))}
      </g>
      <path stroke="var(--chart-quiet)" d={tickMarks} />
      <g fill="var(--chart-quiet)" font-size="13">
        {shown.map(({ label, index }) => (
          <text key={label} x={area.x(index)} y={bottom + 20}>
            {label}
          </text>
        ))}
      </g>
    </>
  );
}
