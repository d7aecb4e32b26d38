import type { Analytics } from '#platform/analytics/analytics.ts';
import { AnalyticsFailed } from '#platform/analytics/analytics-errors.ts';
import { quoteTexts } from '#platform/analytics/sql-text.ts';
import { policeColumns, storedColumns } from '../police-files/police-row.ts';

/** The stored rows of a month in the version in use and in the one that replaces it. */
export type StoredPair = { before: string; after: string };

const allColumns = policeColumns.map((column) => storedColumns[column]).join(', ');

/**
 * Which of these months came again with the same rows, in whatever order: the paths of their new files. Files are
 * compared by the number of their rows and the sum of a hash of each. Where one cannot be read, nothing is said
 * to be the same.
 */
export async function findSameRows(
  analytics: Analytics,
  pairs: readonly StoredPair[],
): Promise<ReadonlySet<string>> {
  if (pairs.length === 0) return new Set();
  const paths = quoteTexts(pairs.flatMap(({ before, after }) => [before, after]));
  type Sum = { path: string; rows: string };
  try {
    const sums = await analytics.rows<Sum>(
      `select filename as path, count(*)::varchar || ' ' || sum(hash(${allColumns}))::varchar as rows
       from read_parquet(${paths}, filename = true) group by filename`,
    );
    const rowsOf = new Map(sums.map(({ path, rows }) => [path, rows]));
    const same = pairs.filter(({ before, after }) => {
      const rows = rowsOf.get(after);
      return rows !== undefined && rows === rowsOf.get(before);
    });
    return new Set(same.map(({ after }) => after));
  } catch (problem) {
    // An earlier version that is damaged must not stop the one that takes its place.
    if (problem instanceof AnalyticsFailed) return new Set();
    throw problem;
  }
}
