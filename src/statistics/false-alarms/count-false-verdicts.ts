import { chooseChart, type ChartChoice } from '#statistics/control-charts/choose-chart.ts';
import { makeStableSeries, openRandom } from './stable-series.ts';

export interface FalseVerdicts {
  /** The share of series for which each chart was chosen. */
  readonly chosen: Readonly<Record<ChartChoice['kind'], number>>;
  /** The share of series whose verdict is that something has changed. */
  readonly changed: number;
}

/** Lets the chart be chosen for so many stable Poisson series, and counts the false verdicts. */
export function countFalseVerdicts(
  mean: number,
  options: { readonly series: number; readonly months: number; readonly seed: number },
): FalseVerdicts {
  const random = openRandom(options.seed);
  const chosen = { 'too-few': 0, months: 0, 'longer-periods': 0, gaps: 0, 'too-rare': 0 };
  let changed = 0;
  for (let each = 0; each < options.series; each += 1) {
    const values = makeStableSeries({ kind: 'poisson', mean }, options.months, random);
    const { kind, verdict } = chooseChart(values, { firstMonth: 1 });
    chosen[kind] += 1 / options.series;
    if ('since' in verdict) changed += 1 / options.series;
  }
  return { chosen, changed };
}
