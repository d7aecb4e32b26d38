import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CurrentSource } from './incident-source-store.ts';

export type IncidentCount = {
  month: string;
  districtCode: string;
  crimeType: string;
  count: number;
};

/** Counts by month, district and crime type of the rows that lie in the partnership's districts. */
export async function listIncidentCounts(
  tx: Transaction,
  { source, force }: CurrentSource,
  only: { crimeType?: string | undefined; districtCode?: string | undefined },
): Promise<IncidentCount[]> {
  let counts = tx
    .selectFrom('police_monthly_counts as counts')
    .innerJoin('police_months as months', (join) =>
      join
        .onRef('months.import_id', '=', 'counts.import_id')
        .onRef('months.force', '=', 'counts.force')
        .onRef('months.month', '=', 'counts.month'),
    )
    // "Some Town 001A" lies in the district whose small areas are named "Some Town".
    .innerJoin('districts', (join) =>
      join.on(
        'districts.area_name_prefix',
        '=',
        sql<string>`regexp_replace(counts.area_name, ' [^ ]+$', '')`,
      ),
    )
    .where('months.source', '=', source)
    .where('months.force', '=', force)
    .where('months.is_current', '=', true);
  if (only.crimeType !== undefined) counts = counts.where('counts.crime_type', '=', only.crimeType);
  if (only.districtCode !== undefined) {
    counts = counts.where('districts.code', '=', only.districtCode);
  }
  return counts
    .groupBy(['counts.month', 'districts.code', 'counts.crime_type'])
    .select([
      'counts.month',
      'districts.code as districtCode',
      'counts.crime_type as crimeType',
      sql<number>`sum(counts.count)::int`.as('count'),
    ])
    .execute();
}
