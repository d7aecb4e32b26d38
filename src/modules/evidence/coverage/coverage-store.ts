import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from '../incident-counts/incident-source-store.ts';

/** What became of one force's month: all of its versions together. */
export type UnitCoverage = {
  force: string;
  month: string;
  /** False where every version of it was withdrawn. */
  isLoaded: boolean;
  /** Versions that are kept, the one in use among them. */
  versions: number;
  /** Accepted rows of the version in use, and how many of them have no location. */
  rows: number;
  withoutLocation: number;
  /** The import in use. */
  importId: string | null;
};

/** Every force's month that was ever loaded from a source, by force and month. */
export async function listUnits(
  tx: Transaction,
  { source }: Pick<CurrentSource, 'source'>,
): Promise<UnitCoverage[]> {
  const { rows } = await sql<UnitCoverage>`
    select force, month, bool_or(is_current) as "isLoaded", count(*)::int as versions,
      coalesce(sum(rows_accepted) filter (where is_current), 0)::int as rows,
      coalesce(sum(rows_without_location) filter (where is_current), 0)::int as "withoutLocation",
      (array_agg(import_id) filter (where is_current))[1] as "importId"
    from police_months where source = ${source}
    group by force, month order by force, month`.execute(tx);
  return rows;
}
