import type { Column } from '#design-system/tables/column.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { ChangeSignal } from '#statistics/control-charts/change-verdict.ts';
import { amountOf } from './number-words.ts';
import { spanInWords } from './period-words.ts';
import { hasNoRow } from './trend-words.ts';
import type { Trend } from './trend.ts';

/** A point of the chart: a month, a longer period, or a gap between months that had some. */
export type TrendRow = { when: string; value: number | null; says: string };

/** The words for a point's value, for a value that is missing, and for months of which none has any. */
export type TrendNouns = { heading: string; missing: string; none?: string };

const ruleWords = {
  'outside-limits': 'outside the limits',
  'eight-on-one-side': '8 in a row on one side',
  'three-of-four-near-limit': '3 of 4 near a limit',
  'gaps-of-none': 'too many in a row without a gap',
  'year-on-year': 'far from the year before',
} as const;

/** The same as the chart, as a table. */
export function makeTrendTable(
  trend: Trend,
  { heading, missing, none }: TrendNouns,
): { columns: readonly Column<TrendRow>[]; rows: readonly TrendRow[] } {
  const { choice } = trend;
  const isGaps = choice.kind === 'gaps';
  const whenHeadings = { months: 'Month', 'longer-periods': 'Period', gaps: 'Gap' } as const;
  const whenHeading =
    choice.kind === 'too-few' || choice.kind === 'too-rare' ? 'Month' : whenHeadings[choice.kind];
  return {
    columns: [
      { key: 'when', heading: whenHeading, value: ({ when }) => when },
      {
        key: 'count',
        heading: isGaps ? 'Months without any' : heading,
        numeric: true,
        value: ({ value }) => value ?? missing,
      },
      { key: 'says', heading: 'What the chart says', value: ({ says }) => says },
    ],
    rows: isGaps
      ? gapRows(trend)
      : choice.kind === 'longer-periods'
        ? periodRows(trend)
        : monthRows(trend, hasNoRow(trend) ? none : undefined),
  };
}

function monthRows({ months, values, choice, shownFrom }: Trend, none?: string): TrendRow[] {
  const chart = choice.kind === 'months' ? choice.chart : undefined;
  const quiet =
    none !== undefined
      ? none
      : chart !== undefined
        ? 'Usual'
        : choice.kind === 'too-few'
          ? 'Too few months to tell'
          : 'Too rare to tell';
  return months
    .map((month, index) => {
      const value = values[index] ?? null;
      const says = value === null ? 'Not known' : signalWords(chart?.signals ?? [], index, quiet);
      return { when: monthInWords(month), value, says };
    })
    .slice(shownFrom);
}

function periodRows({ months, choice }: Trend): TrendRow[] {
  if (choice.kind !== 'longer-periods') return [];
  const { periods, chart } = choice;
  return periods.map(({ from, to, count }, index) => ({
    when: spanInWords(months.slice(from, to + 1)),
    value: count,
    says:
      count === null ? 'A month of it is not known' : signalWords(chart.signals, index, 'Usual'),
  }));
}

function gapRows({ months, choice }: Trend): TrendRow[] {
  if (choice.kind !== 'gaps') return [];
  const { gaps, signals } = choice.chart;
  return gaps.map((gap, index) => {
    if (gap === null)
      return { when: 'A month between is not known', value: null, says: 'Not known' };
    const from = monthInWords(months[gap.from] ?? '');
    const when =
      gap.to === null ? `Since ${from}` : `${from} to ${monthInWords(months[gap.to] ?? '')}`;
    return {
      when,
      value: gap.quiet,
      says: signalWords(signals, index, 'Usual', ['Long', 'Short']),
    };
  });
}

function signalWords(
  signals: readonly ChangeSignal[],
  index: number,
  quiet: string,
  [above, below]: readonly [string, string] = ['High', 'Low'],
): string {
  const own = signals.filter((signal) => signal.index === index);
  const [first] = own;
  if (first === undefined) return quiet;
  const rules = own.map(({ rule }) => ruleWords[rule]).join(', ');
  return `${first.side === 'above' ? above : below}: ${rules}`;
}

/** Months that wait for the rest of their period, said under the chart; undefined where none do. */
export function waitingSentence({ choice }: Trend): string | undefined {
  if (choice.kind !== 'longer-periods' || choice.monthsWaiting === 0) return undefined;
  const waits = choice.monthsWaiting === 1 ? 'waits until its' : 'wait until their';
  return `The newest ${amountOf(choice.monthsWaiting, 'month')} ${waits} period is whole.`;
}
