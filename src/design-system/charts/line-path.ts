import type { PlotArea } from './plot-area.ts';

/** The way from value to value; it breaks where nothing is known. A value alone is no line. */
export function linePath(area: PlotArea, values: readonly (number | null)[]): string {
  let path = '';
  let isOpen = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${isOpen ? 'L' : 'M'}${area.x(index)} ${area.y(value)}`;
    isOpen = value !== null;
  }
  return path;
}
