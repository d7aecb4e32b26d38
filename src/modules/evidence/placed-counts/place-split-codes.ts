import { action } from '#core/actions/action.ts';
import { findCarriedCode, type SplitPart } from '#core/places/carried-code.ts';
import { findCarryingSequence, readSplitParts } from '#core/places/split-area-store.ts';
import type { Service } from '#core/service.ts';
import type { Analytics } from '#platform/analytics/analytics.ts';
import { quoteText, quoteTexts } from '#platform/analytics/sql-text.ts';
import type { Principal } from '#platform/database/principal.ts';
import {
  listSplitUnits,
  replacePlacedCounts,
  type PlacedCount,
  type SplitUnit,
} from './placed-count-store.ts';

/**
 * Counts the incidents of an import that lie in split areas of 2011 by the area of 2021 their points lie
 * in, with the areas loaded now; gives how many. Running it again ends the same.
 */
export async function placeSplitCodes(
  { database, clock, analytics }: Pick<Service, 'database' | 'clock' | 'analytics'>,
  principal: Principal,
  importId: string,
  signal?: AbortSignal,
): Promise<number> {
  const { sequence, units, parts } = await database.transaction(principal, async (tx) => {
    const sequence = await findCarryingSequence(tx);
    const units = await listSplitUnits(tx, importId);
    const codes = [...new Set(units.flatMap(({ areaCodes }) => areaCodes))];
    return { sequence, units, parts: await readSplitParts(tx, codes) };
  });
  const counts: PlacedCount[] = [];
  for (const unit of units) counts.push(...(await placeUnit(analytics, unit, parts, signal)));
  signal?.throwIfAborted();
  return keepPlacedCounts({ database, clock }, { principal }, { importId, sequence, counts });
}

const keepPlacedCounts = action(
  'split-areas.placed',
  'split-areas.place',
  async ({ tx }, order: { importId: string; sequence: number; counts: readonly PlacedCount[] }) => {
    const { importId, sequence, counts } = order;
    await replacePlacedCounts(tx, importId, sequence, counts);
    const incidents = counts.reduce((sum, { count }) => sum + count, 0);
    const about = [{ kind: 'police-import', id: importId }];
    return { result: incidents, about, detail: { incidents } };
  },
);

type PointCount = {
  areaCode: string;
  crimeType: string;
  longitude: number;
  latitude: number;
  count: number;
};

async function placeUnit(
  analytics: Analytics,
  { force, month, parquetPath, areaCodes }: SplitUnit,
  parts: ReadonlyMap<string, readonly SplitPart[]>,
  signal: AbortSignal | undefined,
): Promise<PlacedCount[]> {
  const points = await analytics.rows<PointCount>(
    `select lsoa_code as "areaCode", crime_type as "crimeType", longitude, latitude,
        count(*) as count
      from read_parquet(${quoteText(parquetPath)})
      where list_contains(${quoteTexts(areaCodes)}, lsoa_code)
        and longitude is not null and latitude is not null
      group by all`,
    {},
    signal === undefined ? {} : { signal },
  );
  const placed = new Map<string, PlacedCount>();
  for (const { areaCode, crimeType, count, ...point } of points) {
    const currentCode = findCarriedCode(parts.get(areaCode) ?? [], point);
    if (currentCode === undefined) continue;
    const key = `${areaCode} ${currentCode} ${crimeType}`;
    const before = placed.get(key)?.count ?? 0;
    placed.set(key, { force, month, areaCode, crimeType, currentCode, count: before + count });
  }
  return [...placed.values()];
}
