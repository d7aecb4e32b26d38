import type pg from 'pg';

export type BareQuery = { text: string; values: unknown[] };

const force = 'Warwickshire Police';

const ownCounts = `from police_months as months
  join police_monthly_counts as counts on counts.month_id = months.id
  join police_areas as published on published.id = counts.area_id
  join small_areas as small on small.code = published.code
  where months.is_current and months.source = 'police' and months.force = $1`;

/**
 * What somebody would write who wants the figures of a page from the same tables and nothing else: no account,
 * no trace, no areas placed by points, no page.
 */
export const bareQueries = {
  everything: {
    text: `select months.month, small.district_code, counts.crime_type_id, sum(counts.count)
      ${ownCounts} and small.district_code in (select code from districts) group by 1, 2, 3`,
    values: [force],
  },
  oneType: {
    text: `select months.month, small.district_code, sum(counts.count)
      ${ownCounts} and small.district_code in (select code from districts)
      and counts.crime_type_id = (select id from police_crime_types where name = 'Robbery')
      group by 1, 2`,
    values: [force],
  },
  areaOfYear: {
    text: `select small.lsoa21_code, small.ward_code, counts.crime_type_id, sum(counts.count)
      ${ownCounts} and small.district_code in (select code from districts)
      and months.month > (select to_char(max(month)::date - interval '1 year', 'YYYY-MM')
        from (select month || '-01' as month from police_months where is_current) as loaded)
      group by 1, 2, 3`,
    values: [force],
  },
  areaMonths: {
    text: `select small.lsoa21_code, months.month, sum(counts.count)
      ${ownCounts} and small.district_code in (select code from districts)
      and counts.crime_type_id =
        (select id from police_crime_types where name = 'Violence and sexual offences')
      group by 1, 2`,
    values: [force],
  },
  outside: {
    text: `select months.month, sum(counts.count) from police_months as months
      join police_monthly_counts as counts on counts.month_id = months.id
      join police_areas as published on published.id = counts.area_id
      left join small_areas as small on small.code = published.code
      where months.is_current and months.source = 'police' and months.force = $1
        and published.code <> ''
        and (small.district_code is null or small.district_code not in (select code from districts))
      group by months.month`,
    values: [force],
  },
  units: {
    text: `select source, force, month, rows_accepted, rows_without_location, is_current
      from police_months order by force, month`,
    values: [],
  },
  imports: {
    text: `select police_imports.*, count(*) from police_imports
      join police_months on police_months.import_id = police_imports.id
      group by police_imports.id order by number desc limit 50`,
    values: [],
  },
  receipt: {
    text: `select coalesce(sum(areas.rows), 0) from police_import_areas as areas
      join police_areas as published on published.id = areas.area_id
      join small_areas as small on small.code = published.code
      where areas.import_id = $1 and small.district_code not in (select code from districts)`,
    values: [],
  },
  partnerCounts: {
    text: `select source, measure, part, month, sum(count) from partner_counts
      join count_months using (import_id, source, measure, month) where is_current
      group by source, measure, part, month`,
    values: [],
  },
} satisfies Record<string, BareQuery>;

/** Milliseconds that the query takes with its rows read, on a connection that is open already. */
export async function timeQuery(client: pg.PoolClient, query: BareQuery): Promise<number> {
  const began = performance.now();
  await client.query(query);
  return performance.now() - began;
}
