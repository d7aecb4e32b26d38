/**
 * How often the control charts say that something has changed when nothing has: 10,000 stable series of each
 * kind, beside what theory expects. Run: node --import tsx bench/statistics/false-alarms.ts [SERIES]
 */
import { countFalseAlarms, mapRules } from '#statistics/false-alarms/count-false-alarms.ts';
import { countFalseVerdicts } from '#statistics/false-alarms/count-false-verdicts.ts';
import {
  expectedAfterBaseline,
  expectedOfPoints,
  expectedOfSeries,
} from '#statistics/false-alarms/expected-false-alarms.ts';
import { pointChances } from '#statistics/false-alarms/point-chances.ts';
import type { Distribution } from '#statistics/false-alarms/stable-series.ts';

const series = Number(process.argv[2] ?? 10_000);
const seed = 20_261_122;
const distributions: readonly (readonly [string, Distribution])[] = [
  ['Normal 100, 10', { kind: 'normal', mean: 100, deviation: 10 }],
  ['Poisson 30', { kind: 'poisson', mean: 30 }],
  ['Poisson 8', { kind: 'poisson', mean: 8 }],
];
const lengths = [
  { points: 24, baseline: 12 },
  { points: 60, baseline: 12 },
  { points: 60, baseline: 24 },
];

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

const rules = mapRules(() => 0);
const afterBaseline = new Map(
  [12, 24].map((baseline) => [baseline, expectedAfterBaseline(baseline)]),
);

console.log(`XmR charts of ${series.toLocaleString('en-GB')} stable series each, seed ${seed}.`);
console.log('Of points: those with all of the rule’s window after the baseline.');
console.log(
  'Given limits: exact. After a baseline: normal points, to about a tenth (see the code).',
);
for (const { points, baseline } of lengths) {
  const rows: Record<string, string>[] = [];
  for (const [name, distribution] of distributions) {
    const counted = countFalseAlarms(distribution, { series, points, baseline, seed });
    const chances = pointChances(distribution);
    const [ofPoints, ofSeries] = [expectedOfPoints(chances), expectedOfSeries(chances, points)];
    for (const rule of Object.keys(rules) as (keyof typeof rules)[]) {
      rows.push({
        series: name,
        rule,
        'of points': percent(counted.ofPoints[rule]),
        'expected after baseline': percent(afterBaseline.get(baseline)?.[rule] ?? Number.NaN),
        'with given limits': percent(ofPoints[rule]),
        'of series': percent(counted.ofSeries[rule]),
        'series, given limits': percent(ofSeries[rule]),
      });
    }
    rows.push({ series: name, rule: 'any rule', 'of series': percent(counted.anyRule) });
    rows.push({ series: name, rule: 'verdict: changed', 'of series': percent(counted.verdicts) });
  }
  console.log(`\n${points} months, baseline ${baseline}`);
  console.table(rows);
}

console.log('\nThe chart chosen for stable Poisson series, and how often its verdict is a change');
const choices: Record<string, string>[] = [];
for (const months of [36, 60]) {
  for (const mean of [0.2, 0.5, 0.8, 1.2, 2, 4, 8, 30]) {
    const { chosen, changed } = countFalseVerdicts(mean, { series, months, seed });
    const shares = Object.entries(chosen).map(([kind, share]) => [`by ${kind}`, percent(share)]);
    choices.push({
      'months of data': String(months),
      'mean a month': String(mean),
      ...Object.fromEntries(shares),
      'verdict: changed': percent(changed),
    });
  }
}
console.table(choices);
