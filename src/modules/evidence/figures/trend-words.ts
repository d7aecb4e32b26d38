import { monthInWords } from '#platform/calendar.ts';
import { noticeableChange } from '#statistics/control-charts/change-verdict.ts';
import type { ChartChoice } from '#statistics/control-charts/choose-chart.ts';
import { fewestXmrPoints } from '#statistics/control-charts/xmr.ts';
import type { YearOnYear } from '#statistics/year-on-year.ts';
import { amountOf, amountWith, rounded } from './number-words.ts';
import { periodNames, spanInWords } from './period-words.ts';
import type { Trend } from './trend.ts';

/** What the figures are about, for the start of a sentence: "Robbery in a district". */
export type Subject = { crimeType: string | undefined; placeName: string };

export function subjectWords({ crimeType, placeName }: Subject): string {
  return `${crimeType ?? 'All recorded crime and anti-social behaviour'} in ${placeName}`;
}

/** The first and the last month shown. */
export function periodWords({ months, shownFrom }: Trend): string {
  return spanInWords(months.slice(shownFrom));
}

/** What the chart's points are: "month", "quarter", "half-year" or "year". */
export function pointName({ choice }: Pick<Trend, 'choice'>): string {
  return periodNames[choice.kind === 'longer-periods' ? choice.monthsInPeriod : 1];
}

/** One honest sentence, to stand under a heading that names the subject: has it really changed? */
export function verdictSentence(trend: Trend): string {
  const { months, years, choice } = trend;
  const { verdict } = choice;
  const month = (index: number): string => monthInWords(months[index] ?? '');
  switch (verdict.kind) {
    case 'too-few':
      return tooFewSentence(verdict.points);
    case 'too-rare':
      return `Too few to tell: about ${rounded(verdict.centre)} a month. ${whatWouldHaveShown(years)}`;
    case 'no-change':
      return quietSentence(trend);
    case 'higher':
    case 'lower': {
      if (years !== undefined && verdict.rules.includes('year-on-year')) {
        const how = verdict.kind === 'higher' ? 'Higher' : 'Lower';
        return `${how} than the year before: ${years.after} after ${years.before}, further apart than chance usually makes it.`;
      }
      const how = `${verdict.kind === 'higher' ? 'Higher' : 'Lower'} than usual`;
      const isNewest = verdict.since === months.length - 1;
      return `${how} ${isNewest ? 'in' : 'since'} ${month(verdict.since)}.`;
    }
    case 'was-higher':
    case 'was-lower': {
      const how = verdict.kind === 'was-higher' ? 'higher' : 'lower';
      const when = spanOf(month(verdict.since), month(verdict.until));
      return `Back within what is usual: it was ${how} than usual ${when}.`;
    }
    case 'mixed':
      return `Unsteady: unusually high and unusually low ${pointName(trend)}s since ${month(verdict.since)}.`;
  }
}

/** The same of incidents: where there is no row of them, that is what there is to say. */
export function incidentVerdict(trend: Trend): string {
  return hasNoRow(trend) ? `${noRowInShort}.` : verdictSentence(trend);
}

export const noRowInShort = 'No row of this type is loaded for this period';

/** Whether every loaded month of those shown has none, and those before it tell of no change either. */
export function hasNoRow({
  values,
  shownFrom,
  choice,
}: Pick<Trend, 'values' | 'shownFrom' | 'choice'>): boolean {
  const { kind } = choice.verdict;
  if (kind !== 'too-few' && kind !== 'too-rare') return false;
  const known = values.slice(shownFrom).filter((value) => value !== null);
  return known.length > 0 && known.every((value) => value === 0);
}

/** The subject and the sentence in one, for a list of incidents: "Robbery in a district: higher than usual…". */
export function subjectAndVerdict(subject: string, trend: Trend): string {
  const sentence = incidentVerdict(trend);
  return `${subject}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** The same in two or three words, for a table. */
export function verdictInShort({ choice: { verdict }, months }: Trend): string {
  const since = 'since' in verdict ? monthInWords(months[verdict.since] ?? '') : '';
  switch (verdict.kind) {
    case 'too-few':
      return 'Too few months to tell';
    case 'too-rare':
      return 'Too rare to tell';
    case 'no-change':
      return 'No real change';
    case 'higher':
    case 'lower': {
      const how = verdict.kind === 'higher' ? 'Higher' : 'Lower';
      return verdict.rules.includes('year-on-year')
        ? `${how} than the year before`
        : `${how} since ${since}`;
    }
    case 'was-higher':
    case 'was-lower':
      return 'Back to usual';
    case 'mixed':
      return 'Unsteady';
  }
}

/** How large a change would have to be before this chart could show it. */
export function detectionSentence(trend: Trend): string | undefined {
  const { choice } = trend;
  if (choice.kind === 'gaps') {
    return `A gap of more than ${amountOf(choice.chart.upper, 'month')} without any would stand out.`;
  }
  if (!('chart' in choice)) return undefined;
  const { chart } = choice;
  const point = pointName(trend);
  const rise = `A single ${point} stands out when it goes above ${rounded(Math.floor(chart.upper))}`;
  return noticeableChange(chart).fall === null
    ? `${rise}. No single ${point} can be low enough to stand out; only a run of low ${point}s can.`
    : `${rise} or below ${rounded(Math.ceil(chart.lower))}.`;
}

/** The fall from the year before that would have been seen, in one plain sentence. */
function whatWouldHaveShown(years: YearOnYear | undefined): string {
  if (years === undefined) return 'There are not two whole years to compare.';
  const { before, detectable } = years;
  return detectable.kind === 'not-even-none'
    ? `After ${before} in the year before, not even a year with none would have shown a fall.`
    : `From ${before} in the year before, only ${detectable.mostCounted === 0 ? 'none at all' : `${detectable.mostCounted} or fewer`} would have shown a fall.`;
}

/** The whole numbers between the limits, "31 to 58"; where there are none, the limits themselves. */
export function usualRangeWords({ choice }: Pick<Trend, 'choice'>): string | null {
  if (choice.kind !== 'months' && choice.kind !== 'longer-periods') return null;
  const { lower, upper } = choice.chart;
  const [low, high] = [Math.ceil(lower), Math.floor(upper)];
  return low > high
    ? `${rounded(lower)} to ${rounded(upper)}`
    : `${rounded(low)} to ${rounded(high)}`;
}

/** What is usual, for a table: "31 to 58", "2 to 10 a quarter", "gaps up to 6 months", or that nothing is yet. */
export function usualInShort(trend: Pick<Trend, 'choice'>): string {
  const { choice } = trend;
  if (choice.kind === 'gaps') return `gaps up to ${amountOf(choice.chart.upper, 'month')}`;
  const range = usualRangeWords(trend);
  if (range === null) return 'too few to tell';
  return choice.kind === 'months' ? range : `${range} a ${pointName(trend)}`;
}

/** How often a chart like this calls a steady series changed, or says that it was, by chance alone. */
export function falseAlarmWords(choice: ChartChoice): string | undefined {
  if (choice.kind === 'too-few' || choice.kind === 'too-rare') return undefined;
  if (choice.kind === 'gaps') return 'about 1 steady series in 20 is called changed';
  const isLong = choice.chart.baseline.points > 12;
  const most = choice.kind === 'longer-periods' ? 'up to ' : '';
  return `${most}about 1 steady series in ${isLong ? 7 : 5} is called changed, or said to have been`;
}

function quietSentence(trend: Trend): string {
  const { choice } = trend;
  if (choice.kind === 'gaps') {
    return `No real change: gaps of up to ${amountOf(choice.chart.upper, 'month')} without any are usual.`;
  }
  const point = pointName(trend);
  return `No real change: the last ${pointsWithoutSignal(choice)} ${point}s stay within what is usual, ${usualRangeWords(trend) ?? ''} a ${point}.`;
}

function tooFewSentence(points: number): string {
  const loaded = `${amountWith(points, 'month', { one: 'is', more: 'are' })} loaded`;
  return `Too few months to tell: ${loaded}, and at least ${fewestXmrPoints} in a row or nearly so are needed.`;
}

function spanOf(from: string, until: string): string {
  return from === until ? `in ${from}` : `from ${from} to ${until}`;
}

/** Known points since the last signal, the newest included. */
function pointsWithoutSignal(choice: ChartChoice): number {
  if (choice.kind !== 'months' && choice.kind !== 'longer-periods') return 0;
  const { values, signals } = choice.chart;
  const quietFrom = Math.max(-1, ...signals.map(({ index }) => index)) + 1;
  return values.slice(quietFrom).filter((value) => value !== null).length;
}
