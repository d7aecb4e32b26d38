/**
 * The Benjamini–Hochberg q-value of each p-value, in their order: if everything with a q of at most 0.05 is
 * flagged, on average at most 5% of what is flagged is a false alarm. An undefined p-value has no q and is
 * not counted among the tests. Equal p-values have equal q-values.
 *
 * Throws RangeError for a p-value that is not between 0 and 1.
 *
 * Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal
 * Statistical Society B 57 (1995); the values are those of R's p.adjust(method = "BH").
 */
export function falseDiscoveryRates(
  pValues: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  const tests = pValues
    .flatMap((p, index) => (p === undefined ? [] : [{ p, index }]))
    .toSorted((one, other) => other.p - one.p);
  const rates: (number | undefined)[] = Array.from({ length: pValues.length }, () => undefined);
  let least = 1;
  for (const [after, { p, index }] of tests.entries()) {
    if (!(p >= 0 && p <= 1)) throw new RangeError('A p-value is between 0 and 1.');
    least = Math.min(least, (p * tests.length) / (tests.length - after));
    rates[index] = least;
  }
  return rates;
}
