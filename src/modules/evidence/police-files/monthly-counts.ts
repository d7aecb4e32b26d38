import type { Analytics } from '#platform/analytics/analytics.ts';
import { quoteTexts } from '#platform/analytics/sql-text.ts';

/** An area as it was published; both null: rows without a location. */
export interface PublishedArea {
  readonly code: string | null;
  readonly name: string | null;
}

/** How many rows of one force, month and crime type lie in which areas. */
export interface CountedRows {
  readonly force: string;
  readonly month: string;
  readonly crimeType: string;
  /** Places in the list of areas, from 1, written as the database writes a list: `{1,17}`. */
  readonly areas: string;
  /** The rows in each of those areas, written the same way. */
  readonly counts: string;
}

export interface MonthlyCounts {
  readonly areas: readonly PublishedArea[];
  readonly counted: readonly CountedRows[];
}

/** The rows that one unit was stored with. */
export interface StoredUnit {
  readonly path: string;
  readonly rows: number;
}

/** Rows that are counted together, and areas that are handed over together. */
const rowsAtOnce = 500_000;
const areasAtOnce = 40_000;

/**
 * Counts the rows in the Parquet files of some units, as many together as memory allows, and hands the counts
 * to `keep`. They stay lists in text all the way: a program that touched each count would take far longer.
 */
export async function readMonthlyCounts(
  analytics: Analytics,
  units: readonly StoredUnit[],
  keep: (counts: MonthlyCounts) => Promise<void>,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  for (const some of takeTogether(units)) {
    onProgress?.(done, units.length);
    await countTogether(analytics, some, keep);
    done += some.length;
  }
}

function takeTogether(units: readonly StoredUnit[]): StoredUnit[][] {
  const groups: StoredUnit[][] = [];
  let rows = Infinity;
  for (const unit of units) {
    if (rows + unit.rows > rowsAtOnce) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)?.push(unit);
    rows += unit.rows;
  }
  return groups;
}

async function countTogether(
  analytics: Analytics,
  units: readonly StoredUnit[],
  keep: (counts: MonthlyCounts) => Promise<void>,
): Promise<void> {
  await analytics.session(async (session) => {
    await session.run(`
      create temp table counted as
      select reported_by, month, crime_type, count(*) as rows,
        dense_rank() over (order by lsoa_code nulls last, lsoa_name nulls last) as area,
        lsoa_code, lsoa_name
      from read_parquet(${quoteTexts(units.map(({ path }) => path))})
      group by reported_by, month, crime_type, lsoa_code, lsoa_name`);
    const [found] = await session.rows<{ areas: number }>(
      'select coalesce(max(area), 0) as areas from counted',
    );
    for (let before = 0; before < (found?.areas ?? 0); before += areasAtOnce) {
      const within = `area > ${before} and area <= ${before + areasAtOnce}`;
      const areas = await session.rows<PublishedArea>(`
        select any_value(lsoa_code) as code, any_value(lsoa_name) as name
        from counted where ${within} group by area order by area`);
      const counted = await session.rows<CountedRows>(`
        select reported_by as force, month, crime_type as "crimeType",
          '{' || string_agg(area - ${before}, ',' order by area) || '}' as areas,
          '{' || string_agg(rows, ',' order by area) || '}' as counts
        from counted where ${within} group by all order by all`);
      await keep({ areas, counted });
    }
  });
}
