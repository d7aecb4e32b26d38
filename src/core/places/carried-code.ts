import type { Boundary } from './boundary.ts';
import { isInBoundary, type Point } from './point-in-boundary.ts';

/** An area of 2021 that holds part of a split area of 2011; null while its boundary is not loaded. */
export type SplitPart = { code: string; boundary: Boundary | null };

/**
 * The area of 2021 a point of a split area of 2011 lies in. Undefined when it lies in none of the parts,
 * or when a part has no boundary: then the incident stays on the area of 2011. A point on a shared edge
 * goes to the first code in alphabetical order.
 */
export function findCarriedCode(parts: readonly SplitPart[], point: Point): string | undefined {
  if (parts.some(({ boundary }) => boundary === null)) return undefined;
  const holders = parts.filter(({ boundary }) => boundary && isInBoundary(point, boundary));
  return holders.map(({ code }) => code).toSorted()[0];
}
