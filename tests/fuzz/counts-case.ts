import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCountFile } from '#modules/evidence/count-files/read-count-file.ts';
import { sortCountRows } from '#modules/evidence/count-files/sort-count-rows.ts';
import {
  CountFileRefused,
  importCounts,
  MappingDoesNotFit,
} from '#modules/evidence/count-imports/import-counts.ts';
import { getCountReceipt } from '#modules/evidence/count-imports/count-receipt-store.ts';
import { keepText } from '#tests/support/police-files.ts';
import { operator } from '#tests/support/sign-in.ts';
import { damageBytes } from './damage-bytes.ts';
import { requireSame, requireThat, requireWords, type Ground } from './ground.ts';
import { makeCountsFile, countColumns } from './make-counts-file.ts';
import type { Random } from './random.ts';

const fields = {
  measure: { fixed: 'People treated' },
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
  const isKnown = !isDamaged && made.rows !== 'any';
  const bytes = isDamaged ? damageBytes(random, made.bytes) : made.bytes;
  const path = join(folder, 'counts');
  await writeFile(path, bytes);
  const read = await readCountFile(path);
  const why = read.ok ? 'readable' : read.refusal.code;
  if (isKnown) requireSame(`the file is ${why},`, read.ok, made.rows !== undefined);
  if (!read.ok) {
    requireWords(read.refusal);
    return 'refused';
  }
  const { table } = read;
  if (isKnown) requireSame('rows of the table', table.rows.length, made.rows);
  const { profile } = service;
  const sorted = sortCountRows(table, fields, {
    origin: 'partners',
    thisMonth: '2026-11',
    parts: profile.definition.classes,
    districtCodes: profile.areas.districts.map(({ onsCode }) => onsCode),
  });
  const { read: rows, accepted, duplicate, quarantined } = sorted.rows;
  requireSame('the rows', rows, accepted + duplicate + quarantined);
  requireSame('rows read', rows, table.rows.length);
  requireSame('rows set aside', sorted.quarantined.length, quarantined);
  requireSame('counts', sorted.accepted.length, accepted);
  if (random.chance(0.15)) await load(ground, bytes, rows);
  return 'read';
}

async function load({ service }: Ground, bytes: Buffer, rows: number): Promise<void> {
  const file = await keepText(service, 'counts.csv', bytes);
  const id = randomUUID();
  const order = { id, origin: 'partners' as const, file, mapping: { id: null, fields } };
  try {
    const end = await importCounts(service, operator, { ...order, mayReplace: true });
    const receipt = await service.database.transaction(operator, (tx) =>
      getCountReceipt(tx, end.id),
    );
    requireSame('rows of the receipt', receipt.rows.read, rows);
  } catch (problem) {
    const isTold = problem instanceof CountFileRefused || problem instanceof MappingDoesNotFit;
    if (!isTold) throw problem;
    requireThat('told in a sentence', problem.message.endsWith('.'));
  }
}
