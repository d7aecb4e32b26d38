import type { CanvasSize } from './picture.tsx';
import { widthOfWords, type PlotArea } from './plot-area.ts';

type BaselineMarkProps = { area: PlotArea; size: CanvasSize; index: number; words: string };

/** Up to where the limits were worked out: a line down, with its words on the side that has room for them. */
export function BaselineMark({ area, size, index, words }: BaselineMarkProps) {
  const x = area.x(index);
  const isBefore = x - widthOfWords([words], size) >= 0;
  return (
    <>
      <path
        stroke="var(--chart-limit)"
        stroke-dasharray="2 4"
        d={`M${x} ${area.top}V${area.bottom}`}
      />
      <text
        x={isBefore ? x - 6 : x + 6}
        y={area.top - 3}
        text-anchor={isBefore ? 'end' : 'start'}
        font-size="13"
        fill="var(--chart-quiet)"
      >
        {words}
      </text>
    </>
  );
}
