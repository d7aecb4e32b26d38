import type { ControlPoint } from './control-chart-data.ts';
import { linePath } from './line-path.ts';
import type { CanvasSize } from './picture.tsx';
import type { PlotArea } from './plot-area.ts';

type ControlLineProps = { area: PlotArea; size: CanvasSize; points: readonly ControlPoint[] };

const diamond = 'm0-9 6 9-6 9-6-9Z';

/** The values: a dot each, joined by a line, and a diamond where chance alone would seldom be. */
export function ControlLine({ area, size, points }: ControlLineProps) {
  const known = points.flatMap(({ value, signal }, index) =>
    value === null
      ? []
      : [{ index, x: area.x(index), y: area.y(value), isSignal: signal === true }],
  );
  const radius = size.isNarrow ? 2.5 : 3.5;
  const values = points.map(({ value }) => value);
  return (
    <>
      <g fill="none" stroke="var(--chart-line)" stroke-width="2.25" stroke-linejoin="round">
        <path d={linePath(area, values)} />
      </g>
      <g fill="var(--chart-line)">
        {known.map(
          ({ index, x, y, isSignal }) =>
            !isSignal && <circle key={index} cx={x} cy={y} r={radius} />,
        )}
      </g>
      {known.some(({ isSignal }) => isSignal) && (
        <g fill="var(--chart-signal)" stroke="var(--chart-ink)" stroke-width="1.5">
          {known.map(
            ({ index, x, y, isSignal }) =>
              isSignal && <path key={index} d={`M${x} ${y}${diamond}`} />,
          )}
        </g>
      )}
    </>
  );
}
