import type { CanvasSize } from './picture.tsx';

const pixelsPerTick = { wide: 78, narrow: 84 };

/** Every so many labels, so that they do not run into each other; the first is always one. */
export function thinLabels(
  labels: readonly string[],
  width: number,
  { isNarrow }: Pick<CanvasSize, 'isNarrow'>,
): { label: string; index: number }[] {
  const room = Math.max(2, Math.floor(width / pixelsPerTick[isNarrow ? 'narrow' : 'wide']));
  const step = niceStep(labels.length / room);
  return labels.map((label, index) => ({ label, index })).filter(({ index }) => index % step === 0);
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
