// A formatter takes longer to make than a page has for all of its numbers, so there is one of each kind.
const formats = [0, 1, 2].map(
  (maximumFractionDigits) => new Intl.NumberFormat('en-GB', { maximumFractionDigits }),
);

/** "1,234.5": with at most so many decimal places. */
export function formatNumber(value: number, decimalPlaces: 0 | 1 | 2 = 0): string {
  return formats[decimalPlaces]?.format(value) ?? String(value);
}
