import { monthInWords } from '#platform/calendar.ts';
import { noticeableChange } from '#statistics/control-charts/change-verdict.ts';
import { fewestXmrPoints } from '#statistics/control-charts/xmr.ts';
import type { Trend } from './trend.ts';

/** What the figures are about, for the start of a sentence: "Robbery in a district". */
export type Subject = { crimeType: string | undefined; placeName: string };

export function subjectWords({ crimeType, placeName }: Subject): string {
  return `${crimeType ?? 'All recorded crime and anti-social behaviour'} in ${placeName}`;
}

/** The first and the last month shown. */
export function periodWords({ months }: Trend): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return 'No month';
  return first === last ? monthInWords(first) : `${monthInWords(first)} to ${monthInWords(last)}`;
}

/** One honest sentence, to stand under a heading that names the subject: has it really changed? */
export function verdictSentence(trend: Trend): string {
  const { verdict, months } = trend;
  const month = (index: number): string => monthInWords(months[index] ?? '');
  switch (verdict.kind) {
    case 'too-few':
      return tooFewSentence(verdict.points);
    case 'too-rare':
      return `Too few to tell: about ${rounded(verdict.centre)} are recorded in a month, so even a month with none would be nothing unusual.`;
    case 'no-change':
      return `No real change: the last ${monthsWithoutSignal(trend)} months stay within what is usual, ${usualRangeWords(trend) ?? ''} a month.`;
    case 'higher':
    case 'lower': {
      const how = `${verdict.kind === 'higher' ? 'Higher' : 'Lower'} than usual`;
      const isNewest = verdict.since === months.length - 1;
      return `${how} ${isNewest ? 'in' : 'since'} ${month(verdict.since)}.`;
    }
    case 'was-higher':
    case 'was-lower': {
      const how = verdict.kind === 'was-higher' ? 'higher' : 'lower';
      const when = span(month(verdict.since), month(verdict.until));
      return `Back within what is usual: it was ${how} than usual ${when}.`;
    }
    case 'mixed':
      return `Unsteady: unusually high and unusually low months since ${month(verdict.since)}.`;
  }
}

/** The subject and the sentence in one, for a list: "Robbery in a district: higher than usual…". */
export function subjectAndVerdict(subject: string, trend: Trend): string {
  const sentence = verdictSentence(trend);
  return `${subject}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

/** The same in two or three words, for a table. */
export function verdictInShort({ verdict, months }: Trend): string {
  const since = 'since' in verdict ? monthInWords(months[verdict.since] ?? '') : '';
  switch (verdict.kind) {
    case 'too-few':
      return 'Too few months to tell';
    case 'too-rare':
      return 'Too rare to tell';
    case 'no-change':
      return 'No real change';
    case 'higher':
      return `Higher since ${since}`;
    case 'lower':
      return `Lower since ${since}`;
    case 'was-higher':
    case 'was-lower':
      return 'Back to usual';
    case 'mixed':
      return 'Unsteady';
  }
}

/** How large a change in one month would have to be before this chart could show it. */
export function detectionSentence({ chart }: Trend): string | undefined {
  if (chart.kind === 'too-few') return undefined;
  const { fall } = noticeableChange(chart);
  const rise = `A single month stands out when it goes above ${whole(Math.floor(chart.upper))}`;
  return fall === null
    ? `${rise}. No single month can be low enough to stand out; only a run of low months can.`
    : `${rise} or below ${whole(Math.ceil(chart.lower))}.`;
}

/** The whole numbers between the limits, "31 to 58"; where there are none, the limits themselves. */
export function usualRangeWords({ chart }: Trend): string | null {
  if (chart.kind === 'too-few') return null;
  const [low, high] = [Math.ceil(chart.lower), Math.floor(chart.upper)];
  return low > high
    ? `${rounded(chart.lower)} to ${rounded(chart.upper)}`
    : `${whole(low)} to ${whole(high)}`;
}

function tooFewSentence(points: number): string {
  const loaded = points === 1 ? '1 month is loaded' : `${points} months are loaded`;
  return `Too few months to tell: ${loaded} in this period, and at least ${fewestXmrPoints} in a row or nearly so are needed.`;
}

function span(from: string, until: string): string {
  return from === until ? `in ${from}` : `from ${from} to ${until}`;
}

/** Known months since the last signal, the newest included. */
function monthsWithoutSignal({ values, chart }: Trend): number {
  const signals = chart.kind === 'chart' ? chart.signals.map(({ index }) => index) : [];
  const quietFrom = Math.max(-1, ...signals) + 1;
  return values.slice(quietFrom).filter((value) => value !== null).length;
}

function rounded(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
}

function whole(value: number): string {
  return value.toLocaleString('en-GB');
}
