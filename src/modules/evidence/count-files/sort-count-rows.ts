import type { RowCounts } from '../receipts/receipt.ts';
import { readFields, type CountMapping } from './count-mapping.ts';
import type { CountRowRuleCode } from './count-row-rules.ts';
import type { CountTable, TableRow } from './count-table.ts';
import type { PartnerCount } from './partner-count.ts';
import { readCountRow, type CountExpectations } from './read-count-row.ts';

export type RowSetAside = { line: number; rule: CountRowRuleCode; raw: string };

/** The line of a row that says what another said before, and the line of that one. */
export type RepeatedRow = { line: number; firstLine: number };

/** What became of every row of a table: each is in exactly one of the three. */
export type SortedCounts = {
  rows: Omit<RowCounts, 'replaced'>;
  accepted: readonly PartnerCount[];
  duplicates: readonly RepeatedRow[];
  quarantined: readonly RowSetAside[];
};

type SoundRow = { row: TableRow; value: PartnerCount };

/**
 * Sorts rows into accepted, duplicate and set aside. Rows that say the same of the same thing are
 * one and its duplicates; rows that contradict each other are all set aside, because nobody can tell
 * which is right.
 */
export function sortCountRows(
  { headers, rows }: CountTable,
  mapping: CountMapping,
  expected: CountExpectations,
): SortedCounts {
  const quarantined: RowSetAside[] = [];
  const setAside = ({ line, raw }: TableRow, rule: CountRowRuleCode): void => {
    quarantined.push({ line, rule, raw });
  };
  const byKey = new Map<string, SoundRow[]>();
  for (const row of rows) {
    if (row.isRagged) {
      setAside(row, 'ragged');
      continue;
    }
    const read = readCountRow(readFields(mapping, headers, row.cells), expected);
    if (!read.ok) {
      setAside(row, read.rule);
      continue;
    }
    const key = keyOf(read.value);
    const alike = byKey.get(key);
    if (alike === undefined) byKey.set(key, [{ row, value: read.value }]);
    else alike.push({ row, value: read.value });
  }
  const accepted: PartnerCount[] = [];
  const duplicates: RepeatedRow[] = [];
  for (const alike of byKey.values()) {
    const [first] = alike;
    if (first === undefined) continue;
    if (alike.some(({ value }) => value.count !== first.value.count)) {
      for (const { row } of alike) setAside(row, 'conflicting');
    } else {
      accepted.push(first.value);
      for (const { row } of alike.slice(1))
        duplicates.push({ line: row.line, firstLine: first.row.line });
    }
  }
  quarantined.sort((a, b) => a.line - b.line);
  duplicates.sort((a, b) => a.line - b.line);
  const sum = {
    read: rows.length,
    accepted: accepted.length,
    duplicate: duplicates.length,
    quarantined: quarantined.length,
  };
  return { rows: sum, accepted, duplicates, quarantined };
}

function keyOf({ source, measure, part, areaCode, month }: PartnerCount): string {
  return JSON.stringify([source, measure, part, areaCode, month]);
}
