/** Natural logarithm of the gamma function for x > 0: recurrence up to 12, then Stirling's series. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 12) {
    shift += Math.log(at);
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/**
 * Regularised incomplete gamma functions: `lower` is P(shape, x), `upper` is 1 − P, each without the loss
 * of digits that subtracting the other would bring. By the power series below the mean and Legendre's
 * continued fraction (evaluated by Lentz's method) above it: Abramowitz and Stegun 6.5.29 and 6.5.31.
 */
export function incompleteGamma(shape: number, x: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  const scale = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    const lower = scale * powerSeries(shape, x);
    return { lower, upper: 1 - lower };
  }
  const upper = scale * continuedFraction(shape, x);
  return { lower: 1 - upper, upper };
}

const precision = 1e-16;

function powerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let step = 1; term > sum * precision; step += 1) {
    term *= x / (shape + step);
    sum += term;
  }
  return sum;
}

function continuedFraction(shape: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let step = 1; step < 1_000_000; step += 1) {
    const a = -step * (step - shape);
    b += 2;
    d = 1 / nonZero(a * d + b, tiny);
    c = nonZero(b + a / c, tiny);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
