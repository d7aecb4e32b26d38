import { sql } from 'kysely';
import { areDistrictsKnownByCode } from '#core/places/small-area-store.ts';
import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { IncidentSource } from '../police-imports/police-import.ts';

/** What tells in which district an incident lies: its area's code, or until then its area's name. */
export type DistrictsFrom = 'codes' | 'names';

/** The demonstration's codes are always known; published ones once a lookup or parents are loaded. */
async function findDistrictsFrom(tx: Transaction, source: IncidentSource): Promise<DistrictsFrom> {
  return source === 'demonstration' || (await areDistrictsKnownByCode(tx)) ? 'codes' : 'names';
}

/** Where the figures on every page come from at this moment. */
export type CurrentSource = {
  source: IncidentSource;
  /** Whose months are counted: only the partnership's own force, so that every month is alike. */
  force: string;
  /** The months it reported that are loaded, oldest first. */
  months: readonly string[];
  /** Months of it that were taken back, and nothing is in use instead. */
  withdrawnMonths: readonly string[];
  /** Accepted rows of those months, and how many of them have no location. */
  rows: number;
  rowsWithoutLocation: number;
  /** What tells in which district an incident lies. */
  districtsFrom: DistrictsFrom;
  /** Another one as soon as anything is that its counts rest on: months, areas, or incidents placed in them. */
  version: string;
};

/**
 * Real police data as soon as there is any, else the demonstration's; undefined when there is neither.
 * The two are never added together.
 */
export async function findCurrentSource(
  tx: Transaction,
  { profile, demonstration }: Service,
): Promise<CurrentSource | undefined> {
  const police = await readSource(tx, 'police', profile.areas.policeForce.name);
  if (police.months.length > 0) return police;
  if (demonstration === undefined) return undefined;
  const force = demonstration.incidents.recipe.reportedBy;
  const invented = await readSource(tx, 'demonstration', force);
  return invented.months.length > 0 ? invented : undefined;
}

type MonthInUse = { month: string; isLoaded: boolean; rows: number; withoutLocation: number };

/** What is loaded and current of one force from one source. */
async function readSource(
  tx: Transaction,
  source: IncidentSource,
  force: string,
): Promise<CurrentSource> {
  const [{ rows: versions }, districtsFrom, version] = await Promise.all([
    listMonthsInUse(tx, source, force),
    findDistrictsFrom(tx, source),
    findVersion(tx, { source, force }),
  ]);
  const months = versions.filter(({ isLoaded }) => isLoaded);
  return {
    source,
    force,
    months: months.map(({ month }) => month),
    // A version that a newer one replaced leaves the newer in use, so a month without any was taken back.
    withdrawnMonths: versions.filter(({ isLoaded }) => !isLoaded).map(({ month }) => month),
    rows: months.reduce((sum, month) => sum + month.rows, 0),
    rowsWithoutLocation: months.reduce((sum, month) => sum + month.withoutLocation, 0),
    districtsFrom,
    version,
  };
}

function listMonthsInUse(tx: Transaction, source: IncidentSource, force: string) {
  return sql<MonthInUse>`
    select month, coalesce(bool_or(is_current), false) as "isLoaded",
      coalesce(sum(rows_accepted) filter (where is_current), 0)::int as rows,
      coalesce(sum(rows_without_location) filter (where is_current), 0)::int as "withoutLocation"
    from police_months where source = ${source} and force = ${force}
    group by month order by month`.execute(tx);
}

/** The version of everything that the counts of a force rest on, as it is at this moment. */
export async function findVersion(
  tx: Transaction,
  { source, force }: Pick<CurrentSource, 'source' | 'force'>,
): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws('/', ${source}::text, ${force}::text,
      (select string_agg(id::text, ' ' order by id) from police_months
        where is_current and source = ${source} and force = ${force}),
      (select max(sequence) from area_loads),
      (select concat_ws('+', count(*), sum(area_load_sequence)) from police_placements),
      (select string_agg(concat(code, '=', area_name_prefix), ',' order by code) from districts)
    ) as version`.execute(tx);
  return rows[0]?.version ?? '';
}
