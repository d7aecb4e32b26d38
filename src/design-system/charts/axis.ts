import * as Plot from '@observablehq/plot';
import type { CanvasSize } from './picture.ts';

const pixelsPerTick = { wide: 78, narrow: 84 };

/** Every so many labels, so that they do not run into each other; the first is always one. */
export function thinLabels(labels: readonly string[], width: number, isNarrow: boolean): string[] {
  const room = Math.max(2, Math.floor(width / pixelsPerTick[isNarrow ? 'narrow' : 'wide']));
  const step = niceStep(labels.length / room);
  return labels.filter((_, index) => index % step === 0);
}

/** A step people expect along a year of months. */
function niceStep(least: number): number {
  return [1, 2, 3, 4, 6, 12, 24, 36, 60].find((step) => step >= least) ?? Math.ceil(least);
}

/** What every chart of points in time has: a quiet grid and thinned labels. */
export function axes(labels: readonly string[], size: CanvasSize) {
  return [
    Plot.gridY({ stroke: 'var(--chart-grid)', strokeOpacity: 1 }),
    Plot.axisY({ label: null, tickSize: 0, ticks: 5, fontSize: 13, fill: 'var(--chart-quiet)' }),
    Plot.axisX(thinLabels(labels, size.width - 160, size.isNarrow), {
      label: null,
      tickSize: 5,
      fontSize: 13,
      fill: 'var(--chart-quiet)',
      stroke: 'var(--chart-quiet)',
    }),
  ];
}
