import * as Plot from '@observablehq/plot';
import { formatNumber } from '#platform/number-format.ts';
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

const mostTicks = 5;

/**
 * About so many round heights from `low` to `high`, both included, and nothing between whole numbers when the
 * values are whole: there is no half of an incident.
 */
export function heightTicks(values: readonly number[], low: number, high: number): number[] {
  const fine = tickStep(high - low);
  const step = values.every(Number.isInteger) ? Math.max(1, fine) : fine;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const tick = (first + index) * step;
    // 3 × 0.1 is not 0.3 to a computer.
    return Number(tick.toPrecision(12));
  });
}

/** 1, 2 or 5 times a power of ten. */
function tickStep(range: number): number {
  const least = range / mostTicks;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((one) => one * power >= least) ?? 10) * power;
}

/** What every chart of points in time has: a quiet grid and thinned labels. */
export function axes(labels: readonly string[], ticks: number[], size: CanvasSize) {
  return [
    Plot.gridY({ ticks, stroke: 'var(--chart-grid)', strokeOpacity: 1 }),
    Plot.axisY({
      label: null,
      tickSize: 0,
      ticks,
      tickFormat: (height: number) => formatNumber(height, 2),
      fontSize: 13,
      fill: 'var(--chart-quiet)',
    }),
    Plot.axisX(thinLabels(labels, size.width - 160, size.isNarrow), {
      label: null,
      tickSize: 5,
      fontSize: 13,
      fill: 'var(--chart-quiet)',
      stroke: 'var(--chart-quiet)',
    }),
  ];
}
