/**
 * The smallest number between two others for which a condition holds, by halving, to about 14 figures. Once
 * the condition holds it must hold for every greater number up to `high`, where it is taken to hold.
 */
export function findThreshold(
  between: { readonly low: number; readonly high: number },
  holds: (value: number) => boolean,
): number {
  let { low, high } = between;
  while (high - low > high * 1e-14) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
