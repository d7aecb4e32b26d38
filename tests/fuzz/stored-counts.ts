import { sql } from 'kysely';
import type { Service } from '#core/service.ts';
import { operator } from '#tests/support/sign-in.ts';

/** Everything that the database holds of partners' counts, as texts that can be compared. */
export type StoredCounts = {
  /** How many rows each table has, and the entries of the trace. */
  sizes: Readonly<Record<string, number>>;
  /** The months in use: which import's, and how many rows. */
  current: readonly CurrentUnit[];
};

export type CurrentUnit = {
  importId: string;
  source: string;
  measure: string;
  month: string;
  rows: number;
};

export async function readStoredCounts({ database }: Service): Promise<StoredCounts> {
  return database.transaction(operator, async (tx) => {
    const { rows: sizes } = await sql<Record<string, number>>`
      select (select count(*)::int from count_imports) as imports,
        (select count(*)::int from count_months) as months,
        (select count(*)::int from partner_counts) as counts,
        (select count(*)::int from count_quarantined_rows) as set_aside,
        (select count(*)::int from audit_entries) as trace`.execute(tx);
    const { rows: current } = await sql<CurrentUnit>`
      select import_id as "importId", source, measure, month, rows_accepted as rows
      from count_months where is_current order by 2, 3, 4`.execute(tx);
    return { sizes: sizes[0] ?? {}, current };
  });
}

/** What one import left: its counts, and its rows set aside in the order of the file. */
export async function readCountsOf({ database }: Service, importId: string) {
  return database.transaction(operator, async (tx) => ({
    counts: await tx
      .selectFrom('partner_counts')
      .select(['source', 'measure', 'part', 'area_code as areaCode', 'month', 'count'])
      .where('import_id', '=', importId)
      .execute(),
    setAside: await tx
      .selectFrom('count_quarantined_rows')
      .select(['line', 'rule', 'raw'])
      .where('import_id', '=', importId)
      .orderBy('position')
      .execute(),
  }));
}
