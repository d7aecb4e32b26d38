import type { CsvCell } from '#platform/documents/csv.ts';
import type { Rise } from './find-worse.ts';
import type { WorseReport } from './read-worse.ts';
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
      'Crime type',
      'Incidents before',
      'Incidents now',
      'More by',
      'A month, now against before',
      'Lower end of 95% interval',
      'Upper end of 95% interval',
      'p',
      'q',
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
      rise.crimeType,
      rise.before,
      rise.now,
      rise.now - rise.before,
      rise.ratio,
      rise.lower,
      rise.upper,
      rise.p,
      rise.q,
      boardSentence(rise, report),
      ...spanOf(before),
      ...spanOf(now),
    ]),
  };
}
