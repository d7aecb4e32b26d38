import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { QuarantinedRow } from '../receipts/receipt.ts';
import type { CountReceipt } from './count-import.ts';
import type { CountOrigin, CountUnit, PartnerCount } from '../count-files/partner-count.ts';
import type { RepeatedRow } from '../count-files/sort-count-rows.ts';

export type NewUnit = CountUnit & { rowsAccepted: number };

export type NewCountImport = Omit<
  CountReceipt,
  'units' | 'withdrawal' | 'mappingName' | 'definitionLabel' | 'rowsBlank'
> & {
  contentSha256: string;
  fileSha256: string;
  mappingId: string | null;
  definitionVersion: number;
  actor: string;
};

/** One import at a time decides which versions are current; others wait for its commit. */
export async function lockCountImports(tx: Transaction): Promise<void> {
  await sql`select set_config('lock_timeout', '1min', true),
    set_config('statement_timeout', '2min', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('count-imports'))`.execute(tx);
}

/** The import that brought exactly this content, if it stands and all of its months are current. */
export async function findCurrentCountImport(
  tx: Transaction,
  origin: CountOrigin,
  contentSha256: string,
): Promise<string | undefined> {
  const found = await tx
    .selectFrom('count_imports')
    .select('id')
    .where('origin', '=', origin)
    .where('content_sha256', '=', contentSha256)
    .where('withdrawn_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('count_months')
            .select('month')
            .whereRef('count_months.import_id', '=', 'count_imports.id')
            .where('is_current', '=', false),
        ),
      ),
    )
    .executeTakeFirst();
  return found?.id;
}

/** How many rows each of these holds in its current version; those without one are left out. */
export async function listCurrentUnits(
  tx: Transaction,
  origin: CountOrigin,
  units: readonly CountUnit[],
): Promise<NewUnit[]> {
  const { rows } = await sql<NewUnit>`
    select source, measure, month, rows_accepted as "rowsAccepted"
    from count_months join ${asTable(units)} using (source, measure, month)
    where origin = ${origin} and is_current`.execute(tx);
  return rows;
}

type RetiredUnit = NewUnit & { importId: string };

/** Takes the current versions of these out of use; gives which. */
export async function retireUnits(
  tx: Transaction,
  origin: CountOrigin,
  units: readonly CountUnit[],
): Promise<RetiredUnit[]> {
  const { rows } = await sql<RetiredUnit>`
    update count_months set is_current = false
    from ${asTable(units)}
    where origin = ${origin} and is_current and count_months.source = unit.source
      and count_months.measure = unit.measure and count_months.month = unit.month
    returning import_id as "importId", unit.source, unit.measure, unit.month,
      rows_accepted as "rowsAccepted"`.execute(tx);
  return rows;
}

function asTable(units: readonly CountUnit[]) {
  return sql`unnest(
    ${units.map(({ source }) => source)}::text[],
    ${units.map(({ measure }) => measure)}::text[],
    ${units.map(({ month }) => month)}::text[]) as unit (source, measure, month)`;
}

export async function insertCountImport(tx: Transaction, made: NewCountImport): Promise<void> {
  await tx
    .insertInto('count_imports')
    .values({
      id: made.id,
      origin: made.origin,
      content_sha256: made.contentSha256,
      mapping_id: made.mappingId,
      fields: JSON.stringify(made.fields),
      definition_version: made.definitionVersion,
      actor: made.actor,
      actor_name: made.importedBy,
      file_name: made.file.name,
      file_sha256: made.fileSha256,
      file_bytes: made.file.bytes,
      notes: JSON.stringify(made.file.notes),
      rows_read: made.rows.read,
      rows_accepted: made.rows.accepted,
      rows_duplicate: made.rows.duplicate,
      rows_quarantined: made.rows.quarantined,
      rows_replaced: made.rows.replaced,
      seconds: made.seconds,
      imported_at: made.importedAt,
    })
    .execute();
}

/** Columns travel as arrays: one statement for them all. */
export async function insertUnits(
  tx: Transaction,
  importId: string,
  origin: CountOrigin,
  units: readonly NewUnit[],
): Promise<void> {
  await sql`
    insert into count_months (import_id, origin, source, measure, month, rows_accepted, is_current)
    select ${importId}, ${origin}, *, true from unnest(
      ${units.map(({ source }) => source)}::text[],
      ${units.map(({ measure }) => measure)}::text[],
      ${units.map(({ month }) => month)}::text[],
      ${units.map(({ rowsAccepted }) => rowsAccepted)}::int[])`.execute(tx);
}

const rowsAtOnce = 5_000;

export async function insertPartnerCounts(
  tx: Transaction,
  importId: string,
  counts: readonly PartnerCount[],
): Promise<void> {
  for (let first = 0; first < counts.length; first += rowsAtOnce) {
    const some = counts.slice(first, first + rowsAtOnce);
    await sql`
      insert into partner_counts (import_id, source, measure, month, part, area_code, count)
      select ${importId}, * from unnest(
        ${some.map(({ source }) => source)}::text[],
        ${some.map(({ measure }) => measure)}::text[],
        ${some.map(({ month }) => month)}::text[],
        ${some.map(({ part }) => part)}::text[],
        ${some.map(({ areaCode }) => areaCode)}::text[],
        ${some.map(({ count }) => count)}::int[])`.execute(tx);
  }
}

/** Marks the units of an import that say exactly what the version that they replaced said. */
export async function markUnchanged(
  tx: Transaction,
  importId: string,
  retired: readonly RetiredUnit[],
): Promise<void> {
  await sql`
    update count_months as own set is_unchanged = true
    from unnest(
      ${retired.map((unit) => unit.importId)}::uuid[],
      ${retired.map(({ source }) => source)}::text[],
      ${retired.map(({ measure }) => measure)}::text[],
      ${retired.map(({ month }) => month)}::text[],
      ${retired.map(({ rowsAccepted }) => rowsAccepted)}::int[])
      as before (import_id, source, measure, month, rows)
    where own.import_id = ${importId} and own.source = before.source
      and own.measure = before.measure and own.month = before.month
      and own.rows_accepted = before.rows
      and not exists (
        select part, area_code, count from partner_counts as counts
        where counts.import_id = own.import_id and counts.source = own.source
          and counts.measure = own.measure and counts.month = own.month
        except select part, area_code, count from partner_counts as counts
        where counts.import_id = before.import_id and counts.source = own.source
          and counts.measure = own.measure and counts.month = own.month)`.execute(tx);
}

export async function insertRepeatedRows(
  tx: Transaction,
  importId: string,
  rows: readonly RepeatedRow[],
): Promise<void> {
  await sql`
    insert into count_duplicate_rows (import_id, position, line, first_line)
    select ${importId}, position - 1, line, first_line from unnest(
      ${rows.map(({ line }) => line)}::int[],
      ${rows.map(({ firstLine }) => firstLine)}::int[])
      with ordinality as repeated (line, first_line, position)`.execute(tx);
}

export async function insertRowsSetAside(
  tx: Transaction,
  importId: string,
  rows: readonly QuarantinedRow[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    const some = rows.slice(first, first + rowsAtOnce);
    await sql`
      insert into count_quarantined_rows (import_id, position, file_name, line, rule, raw)
      select ${importId}, ${first} + position - 1, file_name, line, rule, raw from unnest(
        ${some.map(({ fileName }) => fileName)}::text[],
        ${some.map(({ line }) => line)}::int[],
        ${some.map(({ rule }) => rule)}::text[],
        ${some.map(({ raw }) => raw)}::text[])
        with ordinality as quarantined (file_name, line, rule, raw, position)`.execute(tx);
  }
}

/** Marks an import as withdrawn; whoever holds the lock has seen that it stands. */
export async function markWithdrawn(
  tx: Transaction,
  id: string,
  withdrawn: { at: Date; by: string },
): Promise<void> {
  await tx
    .updateTable('count_imports')
    .set({ withdrawn_at: withdrawn.at, withdrawn_by: withdrawn.by })
    .where('id', '=', id)
    .execute();
}

/**
 * Takes a withdrawn import's months out of use and makes the newest version before each current
 * again, unless its import was withdrawn too. Gives how many months of each.
 */
export async function restoreBefore(
  tx: Transaction,
  id: string,
): Promise<{ monthsTakenOut: number; monthsRestored: number }> {
  const { rows: retired } = await sql<CountUnit & { origin: CountOrigin }>`
    update count_months set is_current = false where import_id = ${id} and is_current
    returning origin, source, measure, month`.execute(tx);
  let monthsRestored = 0;
  for (const { origin, source, measure, month } of retired) {
    const { numAffectedRows } = await sql`
      update count_months set is_current = true
      where (import_id, source, measure, month) in (
        select m.import_id, m.source, m.measure, m.month
        from count_months m join count_imports i on i.id = m.import_id
        where m.origin = ${origin} and m.source = ${source} and m.measure = ${measure}
          and m.month = ${month} and i.withdrawn_at is null
        order by i.position desc limit 1)`.execute(tx);
    monthsRestored += Number(numAffectedRows ?? 0n);
  }
  return { monthsTakenOut: retired.length, monthsRestored };
}

/** What would be in use for a unit instead; nulls when nothing would. */
export type EarlierCounts = CountUnit & { importedAt: Date | null; importedBy: string | null };

/** What would be in use for each unit that an import is in use for, if it were withdrawn. */
export async function listEarlierCounts(
  tx: Transaction,
  importId: string,
): Promise<EarlierCounts[]> {
  const { rows } = await sql<EarlierCounts>`
    select own.source, own.measure, own.month, earlier.imported_at as "importedAt",
      earlier.actor_name as "importedBy"
    from count_months as own left join lateral (
      select imports.imported_at, imports.actor_name
      from count_months as version join count_imports as imports on imports.id = version.import_id
      where version.origin = own.origin and version.source = own.source
        and version.measure = own.measure and version.month = own.month
        and version.import_id <> own.import_id and imports.withdrawn_at is null
      order by imports.position desc limit 1
    ) as earlier on true
    where own.import_id = ${importId} and own.is_current
    order by own.source, own.measure, own.month`.execute(tx);
  return rows;
}
