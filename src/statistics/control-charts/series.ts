/** How many values in a row, ending at an index, are known and meet a condition. */
export function countRun(
  values: readonly (number | null)[],
  index: number,
  holds: (value: number) => boolean,
): number {
  let from = index;
  for (let value = values[from]; typeof value === 'number' && holds(value); value = values[from]) {
    from -= 1;
  }
  return index - from;
}

/** Measured from the first value, so that equal values have exactly that mean. */
export function meanOf(values: readonly number[]): number {
  const [first = 0] = values;
  const beyond = values.reduce((sum, value) => sum + (value - first), 0);
  return first + beyond / values.length;
}
