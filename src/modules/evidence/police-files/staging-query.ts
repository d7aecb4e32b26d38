import { quoteName, quoteText, quoteTexts } from '#platform/analytics/sql-text.ts';
import type { Compression } from './file-opening.ts';
import {
  areaCodePatterns,
  crimeTypes,
  earliestMonth,
  policeColumns,
  storedColumns,
  ukBounds,
  valuePatterns,
  type PoliceColumn,
  type RowExpectations,
} from './police-row.ts';

/** Files that can be read in one go because they are written alike. */
export interface AlikeFiles {
  readonly columns: readonly PoliceColumn[];
  readonly compression: Compression;
  readonly lineBreaks: 'unix' | 'windows';
  readonly paths: readonly string[];
  /** The number of each file within the import, in the order of the paths. */
  readonly numbers: readonly number[];
}

/**
 * The query that reads the files as text and marks each row that breaks a rule. Rows that the engine cannot
 * read are left out, so whoever runs it must compare the count with the rows known to be there.
 */
export function stagingQuery(files: AlikeFiles, expected: RowExpectations): string {
  const types = files.columns.map((column) => `${quoteText(column)}: 'VARCHAR'`);
  const stored = policeColumns.map((column) => `${quoteName(column)} as ${storedColumns[column]}`);
  return `
    with sent as (
      select file_index, ${stored.join(', ')}
      from read_csv(${quoteTexts(files.paths)},
        auto_detect = false, header = true, columns = {${types.join(', ')}},
        delim = ',', quote = '"', escape = '"', strict_mode = true, ignore_errors = true,
        compression = ${quoteText(files.compression)},
        new_line = ${files.lineBreaks === 'windows' ? "'\\r\\n'" : "'\\n'"},
        max_line_size = 2097152, buffer_size = 8388608)
    )
    select ([${files.numbers.join(', ')}])[file_index::integer + 1]::usmallint as file,
      not coalesce(${acceptable(expected)}, false) as faulty,
      sent.* exclude (file_index)
    from sent`;
}

/** The rules of row-rules.ts as one condition; blank values arrive as null. */
function acceptable({ today, areaCodes }: RowExpectations): string {
  const matches = (column: string, pattern: string) =>
    `regexp_full_match(${column}, ${quoteText(pattern)})`;
  const within = (column: string, low: number, high: number) =>
    `(${matches(column, valuePatterns.coordinate)}
      and try_cast(${column} as double) between ${low} and ${high})`;
  return [
    matches('reported_by', valuePatterns.force),
    matches('month', valuePatterns.month),
    `month between ${quoteText(earliestMonth)} and ${quoteText(today.slice(0, 7))}`,
    `((longitude is null and latitude is null) or (longitude is not null and latitude is not null
      and ${within('longitude', ukBounds.west, ukBounds.east)}
      and ${within('latitude', ukBounds.south, ukBounds.north)}))`,
    `(lsoa_code is null or ${matches('lsoa_code', areaCodePatterns[areaCodes])})`,
    `crime_type in (${crimeTypes.map(quoteText).join(', ')})`,
  ].join('\n and ');
}
