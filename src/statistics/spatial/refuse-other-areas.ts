import type { Neighbours } from './spatial-weights.ts';

/** Throws RangeError unless there is one row of weights for each value and no area is its own neighbour. */
export function refuseOtherAreas(
  values: ArrayLike<number>,
  weights: Neighbours,
  { hasSelf }: { readonly hasSelf: boolean } = { hasSelf: false },
): void {
  const { starts, neighbours } = weights;
  if (starts.length !== values.length + 1) {
    throw new RangeError(`There are ${values.length} values for ${starts.length - 1} areas.`);
  }
  for (let area = 0; area < values.length; area += 1) {
    const isThere = neighbours.subarray(starts[area], starts[area + 1]).includes(area);
    if (isThere === hasSelf) continue;
    const why = hasSelf ? 'has to be in its own neighbourhood' : 'is its own neighbour';
    throw new RangeError(`Area ${area} ${why}.`);
  }
}
