import type { CsvCell } from '#platform/documents/csv.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
import { findMainMonth } from './main-month.ts';
import { falseAlarms, surenessHeading } from './sureness-words.ts';
import { boardSentence } from './worse-words.ts';

/** One of the two tables as a file, each row with the months that it counts. */
export function riseCsv(
  report: WorseReport,
  rises: readonly Rise[],
): { headings: readonly string[]; rows: readonly (readonly CsvCell[])[] } {
  const { before, now } = report.periods;
  const spanOf = (months: readonly string[]): CsvCell[] => [
    months[0] ?? null,
    months.at(-1) ?? null,
    months.length,
  ];
  return {
    headings: [
      'Code',
      'Area',
      'Where',
      'Crime type',
      'Incidents before',
      'Incidents now',
      'More by',
      'A month, now against before',
      'Lower end of 95% interval',
      'Upper end of 95% interval',
      'Month with the most now',
      'Incidents in that month',
      'Mostly that month',
      'p: chance of this alone if nothing had changed',
      'q: share of false alarms among rises this sure or surer',
      surenessHeading,
      'Sentence',
      'From, before',
      'To, before',
      'Months counted before',
      'From',
      'To',
      'Months counted',
    ],
    rows: rises.map((rise) => [
      rise.code,
      rise.name,
      rise.where,
      rise.crimeType,
      rise.before,
      rise.now,
      rise.now - rise.before,
      rise.ratio,
      rise.lower,
      rise.upper,
      rise.most?.month ?? null,
      rise.most?.count ?? null,
      findMainMonth(rise, report) === undefined ? 'No' : 'Yes',
      rise.p,
      rise.q,
      falseAlarms(rise.q),
      boardSentence(rise, report),
      ...spanOf(before),
      ...spanOf(now),
    ]),
  };
}
