import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadTable } from '#modules/evidence/count-files/make-table.ts';
import { readCountFile } from '#modules/evidence/count-files/read-count-file.ts';
import { sortCountRows } from '#modules/evidence/count-files/sort-count-rows.ts';
import { damageBytes } from './damage-bytes.ts';
import { expectCountRows, type CountRules } from './expect-count-rows.ts';
import { expectCountTable, type ExpectedTable } from './expect-count-table.ts';
import { requireSame, requireThat, requireWords, type Ground } from './ground.ts';
import { loadCounts } from './load-counts.ts';
import { countColumns, makeCountsFile, type MadeCounts } from './make-counts-file.ts';
import type { Random } from './random.ts';
import { requireCounts, requireSetAside } from './require-counts.ts';

const measure = 'People treated';
const fields = {
  measure: { fixed: measure },
  part: { column: countColumns.part },
  area: { column: countColumns.area },
  month: { column: countColumns.month },
  count: { column: countColumns.count },
  source: { column: countColumns.source },
};

/** A file of partners' counts, read as the pages read it; now and then loaded into the database. */
export async function runCountsCase(random: Random, ground: Ground): Promise<string> {
  const { service, folder, isThorough } = ground;
  // A spreadsheet takes a thread of its own, and fifty times as long as CSV.
  const isSheet = random.chance(isThorough ? 0.5 : 0.15);
  const made = makeCountsFile(random, isSheet);
  const isDamaged = random.chance(0.4);
  const bytes = isDamaged ? damageBytes(random, made.bytes) : made.bytes;
  const path = join(folder, 'counts');
  await writeFile(path, bytes);
  const read = await readCountFile(path);
  const table = expectTable(isDamaged ? { bytes, rows: 'any' } : { ...made, bytes }, isSheet, read);
  requireTable(read, table);
  const { profile } = service;
  const rules: CountRules = {
    measure,
    thisMonth: '2026-11',
    parts: profile.definition.classes,
    districtCodes: profile.areas.districts.map(({ onsCode }) => onsCode),
  };
  const expected = table && expectCountRows(table, rules);
  if (read.ok && table !== undefined && expected !== undefined) {
    const sorted = sortCountRows(read.table, fields, { origin: 'partners', ...rules });
    requireCounts(sorted.accepted, expected);
    requireSetAside(sorted.quarantined, expected, table);
    requireSame('the duplicates', sorted.duplicates, expected.duplicates);
    const setAside = expected.setAside.size;
    const rows = { read: table.rows.length, accepted: expected.accepted.length };
    const sum = { ...rows, duplicate: expected.duplicates.length, quarantined: setAside };
    requireSame('the rows', sorted.rows, sum);
  }
  if (random.chance(isThorough ? 0.4 : 0.15)) {
    const mayReplace = random.chance(0.7);
    await loadCounts(ground, { bytes, fields, table, expected, mayReplace });
  }
  return read.ok ? 'read' : 'refused';
}

/**
 * What must be read. A damaged spreadsheet that is read all the same may hold anything: its rows are taken as
 * they were read, and only what becomes of them is told apart.
 */
function expectTable(
  { bytes, rows, cells }: MadeCounts,
  isSheet: boolean,
  read: ReadTable,
): ExpectedTable | undefined {
  if (!isSheet) {
    const table = expectCountTable(bytes);
    if (rows !== 'any') requireSame('rows of the generator', table?.rows.length, rows);
    return table;
  }
  if (rows === undefined) return undefined;
  if (rows !== 'any') requireThat('a sound spreadsheet is read', read.ok);
  if (!read.ok) return undefined;
  const [headers, ...written] = cells ?? [];
  if (headers !== undefined) {
    const asRow = (values: readonly string[], at: number) => ({ line: at + 2, values, raw: '' });
    return { headers, rows: written.map((row, at) => ({ ...asRow(row, at), isRagged: false })) };
  }
  const taken = read.table.rows.map(({ cells: values, ...row }) => ({ ...row, values }));
  return { headers: read.table.headers, rows: taken };
}

function requireTable(read: ReadTable, table: ExpectedTable | undefined): void {
  const why = read.ok ? 'readable' : read.refusal.code;
  requireSame(`the file is ${why},`, read.ok, table !== undefined);
  if (!read.ok) requireWords(read.refusal);
  if (!read.ok || table === undefined) return;
  requireSame('the columns', read.table.headers, table.headers);
  requireSame('rows of the table', read.table.rows.length, table.rows.length);
  for (const [at, { line, cells, isRagged, raw }] of read.table.rows.entries()) {
    const wanted = table.rows[at];
    requireSame('the line of a row', line, wanted?.line);
    requireSame(`line ${line} is ragged,`, isRagged, wanted?.isRagged);
    // A sheet's rows end with their last value that is not blank.
    const width = Math.max(cells.length, wanted?.values.length ?? 0);
    const filled = (values: readonly string[]) =>
      isRagged ? values : Array.from({ length: width }, (_, column) => values[column] ?? '');
    requireSame(`the values of line ${line}`, filled(cells), filled(wanted?.values ?? []));
    if (wanted?.raw !== '') requireSame(`line ${line} as it stands`, raw, wanted?.raw);
  }
}
