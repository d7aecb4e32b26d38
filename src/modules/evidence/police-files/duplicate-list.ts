import type { Analytics } from '#platform/analytics/analytics.ts';
import type { AnalyticsSession } from '#platform/analytics/analytics-session.ts';
import { quoteText } from '#platform/analytics/sql-text.ts';
import type { Staging } from './stage-police-files.ts';

/** A row that was left out, and the accepted one that it repeats. */
export interface DuplicateRow {
  /** The name of the file as it was sent. */
  readonly file: string;
  /** The line of the row's first character, from 1, as an editor shows it. */
  readonly line: number;
  readonly firstFile: string;
  readonly firstLine: number;
}

/** Where the duplicates of an import are listed, in the order of the files and their lines. */
export interface DuplicateList {
  readonly path: string;
  /** The names of the files by the numbers that stand in the list. */
  readonly names: readonly string[];
}

/**
 * Lists every superfluous copy by file and line, in the session that found them. The engine keeps the rows of a
 * file in their order, though it mixes the files of a part, so the place of a row among those of its file tells
 * the line.
 */
export async function listDuplicates(
  session: AnalyticsSession,
  staging: Staging,
  path: string,
): Promise<DuplicateList> {
  await session.run(`create temp table places as
    select part, part_row, place from (
      select part, part_row, file,
        row_number() over (partition by part, file order by part_row) - 1 as place
      from staged where file in (select file from copies union select first_file from copies)
    ) where (part, part_row) in (
      select (part, part_row) from copies union select (first_part, first_row) from copies)`);
  await session.run(`create temp view placed_copies as
    select copies.file, own.place, copies.first_file, theirs.place as first_place
    from copies
    join places as own on own.part = copies.part and own.part_row = copies.part_row
    join places as theirs
      on theirs.part = copies.first_part and theirs.part_row = copies.first_row`);
  await session.run(`create temp view written_lines as ${writtenLines(staging)}`);
  await session.run(`copy (
      select copies.file, coalesce(own.line, place + ${linesBefore})::integer as line,
        first_file, coalesce(theirs.line, first_place + ${linesBefore})::integer as first_line
      from placed_copies as copies
      left join written_lines as own on own.file = copies.file and own.row = copies.place
      left join written_lines as theirs
        on theirs.file = copies.first_file and theirs.row = copies.first_place
      order by 1, 2)
    to ${quoteText(path)} (format parquet)`);
  return { path, names: staging.files.map(({ file }) => file.name) };
}

/** The header is line 1, so the first row, which is number 0, stands on line 2. */
const linesBefore = 2;

/** The lines of the files that were read row by row. */
function writtenLines({ files }: Staging): string {
  const written = files.flatMap(({ number, linesPath }) =>
    linesPath === undefined
      ? []
      : `select ${number} as file, row, line from read_csv(${quoteText(linesPath)},
          auto_detect = false, header = true, columns = {row: 'BIGINT', line: 'INTEGER'})`,
  );
  const none = 'select 0 as file, 0::bigint as row, 0 as line where false';
  return written.length === 0 ? none : written.join('\n union all ');
}

const rowsAtOnce = 5_000;

/** Reads a list of duplicates back, some thousands at a time. */
export async function* readDuplicateList(
  analytics: Analytics,
  { path, names }: DuplicateList,
): AsyncGenerator<DuplicateRow[]> {
  type Listed = { file: number; line: number; first_file: number; first_line: number };
  for (let from = 0; ; from += rowsAtOnce) {
    const rows = await analytics.rows<Listed>(
      `select file, line, first_file, first_line
       from read_parquet(${quoteText(path)}, file_row_number = true)
       where file_row_number >= ${from} and file_row_number < ${from + rowsAtOnce}
       order by file_row_number`,
    );
    yield rows.map((row) => ({
      file: names[row.file] ?? '',
      line: row.line,
      firstFile: names[row.first_file] ?? '',
      firstLine: row.first_line,
    }));
    if (rows.length < rowsAtOnce) return;
  }
}
