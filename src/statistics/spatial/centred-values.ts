/** Differences of a few roundings of the largest value are none. */
const fewRoundings = 8 * Number.EPSILON;

/**
 * Values less their mean, in units of the one that is furthest from it, so between -1 and 1; undefined when
 * they do not differ, or there are none. The statistics of this folder are the same for values that are
 * shifted or scaled; in these units none of their squares can overflow or vanish.
 *
 * Throws RangeError for a value that is no finite number.
 */
export function centreValues(values: ArrayLike<number>): Float64Array | undefined {
  const centred = Float64Array.from(values);
  if (!centred.every(Number.isFinite)) {
    throw new RangeError('Areas without a value have to be left out first.');
  }
  const largest = furthestFromNought(centred);
  if (largest === 0) return undefined;
  for (const [area, value] of centred.entries()) centred[area] = value / largest;
  if (!differ(centred)) return undefined;
  // The second round takes away what rounding left of the mean in the first.
  shift(centred, meanOf(centred));
  shift(centred, meanOf(centred));
  const furthest = furthestFromNought(centred);
  for (const [area, value] of centred.entries()) {
    const part = value / furthest;
    // A value that is the mean is neither above nor below it.
    centred[area] = Math.abs(part) <= fewRoundings ? 0 : part;
  }
  return centred;
}

/** Whether centred values, or some of them, differ by more than roundings. */
export function differ(values: ArrayLike<number>): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (let area = 0; area < values.length; area += 1) {
    least = Math.min(least, values[area] ?? 0);
    most = Math.max(most, values[area] ?? 0);
  }
  return most - least > fewRoundings;
}

function furthestFromNought(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shift(values: Float64Array, by: number): void {
  for (const [area, value] of values.entries()) values[area] = value - by;
}
