import { createHash, randomUUID } from 'node:crypto';
import {
  CountFileRefused,
  importCounts,
  MappingDoesNotFit,
  type CountOrder,
} from '#modules/evidence/count-imports/import-counts.ts';
import { getCountReceipt } from '#modules/evidence/count-imports/count-receipt-store.ts';
import { ReplacementDoubtful } from '#modules/evidence/receipts/replacement-doubtful.ts';
import { keepText } from '#tests/support/police-files.ts';
import { operator } from '#tests/support/sign-in.ts';
import type { ExpectedCounts } from './expect-count-rows.ts';
import type { ExpectedTable } from './expect-count-table.ts';
import { requireSame, requireThat, type Ground } from './ground.ts';
import { requireCounts, requireSetAside } from './require-counts.ts';
import {
  readCountsOf,
  readStoredCounts,
  type CurrentUnit,
  type StoredCounts,
} from './stored-counts.ts';

type Sent = {
  bytes: Buffer;
  fields: CountOrder['mapping']['fields'];
  /** Undefined when the file must be refused. */
  table: ExpectedTable | undefined;
  expected: ExpectedCounts | undefined;
  mayReplace: boolean;
};

/** Loads a file of counts: all that must come of it is in the database, or nothing at all. */
export async function loadCounts({ service }: Ground, sent: Sent): Promise<void> {
  const { bytes, fields, table, expected, mayReplace } = sent;
  const before = await readStoredCounts(service);
  const file = await keepText(service, 'counts.csv', bytes);
  const id = randomUUID();
  const mapping = { id: null, fields };
  const order = { id, origin: 'partners' as const, file, mapping, mayReplace };
  const read = Object.values(fields).flatMap((one) => ('column' in one ? [one.column] : []));
  const fits = read.every((column) => table?.headers.includes(column));
  const ends = await importCounts(service, operator, order).catch((problem: unknown) => problem);
  const after = await readStoredCounts(service);
  if (ends instanceof Error) {
    requireThat('told in a sentence', /^[A-Z“].*\.$/s.test(ends.message));
    requireSame('what a refusal leaves', after, before);
    if (ends instanceof CountFileRefused) requireSame('refused', table, undefined);
    else if (ends instanceof MappingDoesNotFit) requireSame('the mapping fits', fits, false);
    else if (ends instanceof ReplacementDoubtful) {
      const doubtful = !mayReplace && isDoubtful(before.current, expected);
      requireThat(`doubtful (${ends.message})`, doubtful);
    } else throw ends;
    return;
  }
  requireThat('a readable file was loaded', table !== undefined && fits);
  if (table === undefined || expected === undefined) return;
  const { id: made, alreadyImported } = ends as { id: string; alreadyImported: boolean };
  const fresh = unitsOf(made, expected);
  if (alreadyImported) requireSame('what is stored', withoutTrace(after), withoutTrace(before));
  else {
    requireSame('its id', made, id);
    requireThat('asked first', mayReplace || !isDoubtful(before.current, expected));
    const stays = before.current.filter((unit) => !fresh.some((one) => isSame(one, unit)));
    requireSame('the months in use', inOrder(after.current), inOrder([...stays, ...fresh]));
  }
  const stored = await readCountsOf(service, made);
  requireCounts(stored.counts, expected);
  requireSetAside(stored.setAside, expected, table);
  const receipt = await service.database.transaction(operator, (tx) => getCountReceipt(tx, made));
  const gone = before.current.filter((unit) => fresh.some((one) => isSame(one, unit)));
  requireSame('the receipt', receipt.rows, {
    read: table.rows.length,
    accepted: expected.accepted.length,
    duplicate: expected.duplicates.length,
    quarantined: expected.setAside.size,
    replaced: alreadyImported ? receipt.rows.replaced : sumOf(gone),
  });
  const again = await importCounts(service, operator, { ...order, id: randomUUID() });
  requireSame('the same again', again, { id: made, alreadyImported: true });
  requireSame(
    'what the same again leaves',
    withoutTrace(await readStoredCounts(service)),
    withoutTrace(after),
  );
  const keptHash = createHash('sha256').update(bytes).digest('hex');
  requireSame('the file that is kept', file.sha256, keptHash);
}

/** That it was sent again may be in the trace. */
function withoutTrace({ sizes, current }: StoredCounts) {
  return { sizes: { ...sizes, trace: 0 }, current };
}

function unitsOf(importId: string, { accepted }: ExpectedCounts): CurrentUnit[] {
  const units: CurrentUnit[] = [];
  for (const { source, measure, month } of accepted) {
    const unit = { importId, source, measure, month, rows: 1 };
    const known = units.find((one) => isSame(one, unit));
    if (known === undefined) units.push(unit);
    else known.rows += 1;
  }
  return units;
}

/** Rows that cannot be used, or under half the rows, beside months that are in use. */
function isDoubtful(
  current: readonly CurrentUnit[],
  expected: ExpectedCounts | undefined,
): boolean {
  if (expected === undefined) return false;
  const fresh = unitsOf('', expected);
  const pairs = fresh.flatMap((unit) => {
    const older = current.find((one) => isSame(one, unit));
    return older === undefined ? [] : [{ older, unit }];
  });
  const isFaulty = pairs.length > 0 && expected.setAside.size > 0;
  return isFaulty || pairs.some(({ older, unit }) => unit.rows < older.rows / 2);
}

function isSame(one: CurrentUnit, other: CurrentUnit): boolean {
  return one.source === other.source && one.measure === other.measure && one.month === other.month;
}

const sumOf = (units: readonly CurrentUnit[]): number =>
  units.reduce((sum, { rows }) => sum + rows, 0);

function inWords({ importId, source, measure, month, rows }: CurrentUnit): string {
  return [source, measure, month, importId, rows].join(' · ');
}

const inOrder = (units: readonly CurrentUnit[]): string[] => units.map(inWords).toSorted();
