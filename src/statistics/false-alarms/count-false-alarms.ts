import { judgeChange } from '#statistics/control-charts/change-verdict.ts';
import { drawXmr, type XmrRule } from '#statistics/control-charts/xmr.ts';
import { makeStableSeries, openRandom, type Distribution } from './stable-series.ts';

/** How many points in a row each rule looks at. */
export const ruleWindows: Readonly<Record<XmrRule, number>> = {
  'outside-limits': 1,
  'eight-on-one-side': 8,
  'three-of-four-near-limit': 4,
};

export interface FalseAlarms {
  /** The share of points at which the rule fired, of those whose whole window is after the baseline. */
  readonly ofPoints: Readonly<Record<XmrRule, number>>;
  /** The share of series in which the rule fired at all. */
  readonly ofSeries: Readonly<Record<XmrRule, number>>;
  /** The share of series in which any rule fired. */
  readonly anyRule: number;
  /** The share of series whose verdict at the end is that something has changed. */
  readonly verdicts: number;
}

/** Draws XmR charts of so many stable series and counts what they say has changed: all of it is false. */
export function countFalseAlarms(
  distribution: Distribution,
  options: {
    readonly series: number;
    readonly points: number;
    readonly baseline: number;
    readonly seed: number;
  },
): FalseAlarms {
  const random = openRandom(options.seed);
  const points = countsOfRules();
  const series = countsOfRules();
  let anyRule = 0;
  let verdicts = 0;
  for (let each = 0; each < options.series; each += 1) {
    const values = makeStableSeries(distribution, options.points, random);
    const chart = drawXmr(values, {
      isCount: distribution.kind === 'poisson',
      baselineLength: options.baseline,
    });
    if (chart.kind === 'too-few') throw new RangeError('A series is too short for a chart.');
    for (const { rule, index } of chart.signals) {
      if (index >= firstIndex(rule, options.baseline)) points[rule] += 1;
    }
    for (const rule of new Set(chart.signals.map(({ rule }) => rule))) series[rule] += 1;
    if (chart.signals.length > 0) anyRule += 1;
    if (!['no-change', 'too-rare'].includes(judgeChange(chart).kind)) verdicts += 1;
  }
  const share = (count: number) => count / options.series;
  return {
    ofPoints: mapRules((rule) =>
      share(points[rule] / (options.points - firstIndex(rule, options.baseline))),
    ),
    ofSeries: mapRules((rule) => share(series[rule])),
    anyRule: share(anyRule),
    verdicts: share(verdicts),
  };
}

/** The same for every rule. */
export function mapRules(value: (rule: XmrRule) => number): Record<XmrRule, number> {
  return {
    'outside-limits': value('outside-limits'),
    'eight-on-one-side': value('eight-on-one-side'),
    'three-of-four-near-limit': value('three-of-four-near-limit'),
  };
}

function countsOfRules(): Record<XmrRule, number> {
  return mapRules(() => 0);
}

function firstIndex(rule: XmrRule, baseline: number): number {
  return baseline + ruleWindows[rule] - 1;
}
