import type { Service } from '#core/service.ts';
import type { Database, Transaction } from '#platform/database/database.ts';
import { listDistrictCounts, type DistrictCount } from './incident-counts-store.ts';
import { findVersion, type CurrentSource } from './incident-source-store.ts';

type Kept = { version: string; counts: readonly DistrictCount[] };

/**
 * The counts that were read last, of each database. Nearly every page wants them, they change a few times a
 * month, and adding them up takes longer than all else on a page.
 */
const lastRead = new WeakMap<Database, Kept>();

/** Every count of the current months by month, district and crime type, as they are at this moment. */
async function readDistrictCounts(
  tx: Transaction,
  { database }: Pick<Service, 'database'>,
  current: CurrentSource,
): Promise<readonly DistrictCount[]> {
  const { version } = current;
  const kept = lastRead.get(database);
  if (kept?.version === version) return kept.counts;
  const counts = await listDistrictCounts(tx, current);
  // What was committed while they were read may be in them.
  if ((await findVersion(tx, current)) === version) lastRead.set(database, { version, counts });
  return counts;
}

/**
 * Rows of the partnership's own force that lie in none of its districts, by month; undefined while nothing
 * loaded tells by code in which district an area lies.
 */
export async function readOutsideByMonth(
  tx: Transaction,
  service: Pick<Service, 'database'>,
  current: CurrentSource,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (current.districtsFrom !== 'codes') return undefined;
  const outside = new Map<string, number>();
  for (const { districtCode, month, count } of await readDistrictCounts(tx, service, current)) {
    if (districtCode === null) outside.set(month, (outside.get(month) ?? 0) + count);
  }
  return outside;
}

/** The part of the counts that lies in the partnership's districts, or in one of them. */
export async function readIncidentCounts(
  tx: Transaction,
  service: Pick<Service, 'database'>,
  current: CurrentSource,
  only: { crimeType?: string | undefined; districtCode?: string | undefined } = {},
): Promise<DistrictCount[]> {
  const counts = await readDistrictCounts(tx, service, current);
  return counts.filter(
    ({ districtCode, crimeType }) =>
      districtCode !== null &&
      (only.districtCode === undefined || districtCode === only.districtCode) &&
      (only.crimeType === undefined || crimeType === only.crimeType),
  );
}
