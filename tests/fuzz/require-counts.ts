import type { ExpectedCounts } from './expect-count-rows.ts';
import type { ExpectedTable } from './expect-count-table.ts';
import { requireSame, requireThat } from './ground.ts';

/** The same counts, in whatever order, with nothing made of a blank. */
export function requireCounts(found: readonly object[], expected: ExpectedCounts): void {
  const inOrder = (counts: readonly object[]): string[] =>
    counts.map((count) => JSON.stringify(Object.entries(count).map(String).toSorted())).toSorted();
  requireSame('the counts', inOrder(found), inOrder(expected.accepted));
}

/** The same rows set aside, in the order of the file, each as it stands and for a reason that holds. */
export function requireSetAside(
  found: readonly { line: number; rule: string; raw: string }[],
  { setAside }: ExpectedCounts,
  table: ExpectedTable,
): void {
  const lines = found.map(({ line }) => line);
  requireSame(
    'lines set aside',
    lines,
    [...setAside.keys()].toSorted((a, b) => a - b),
  );
  for (const { line, rule, raw } of found) {
    requireThat(`line ${line} is ${rule}`, setAside.get(line)?.includes(rule) ?? false);
    const written = table.rows.find((row) => row.line === line)?.raw ?? '';
    if (written !== '') requireSame(`line ${line} set aside`, raw, written);
  }
}
