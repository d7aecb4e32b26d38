import type { Transaction } from '#platform/database/database.ts';
import type { Boundary } from './boundary.ts';
import type { SplitPart } from './carried-code.ts';

/** The areas of 2021 that each of these split areas of 2011 became, with their current boundaries. */
export async function readSplitParts(
  tx: Transaction,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly SplitPart[]>> {
  const parts = new Map<string, SplitPart[]>(codes.map((code) => [code, []]));
  if (codes.length === 0) return parts;
  const rows = await tx
    .selectFrom('area_lookups as lookups')
    .leftJoin('areas', (join) =>
      join
        .onRef('areas.code', '=', 'lookups.to_code')
        .on('areas.type', '=', 'lsoa21')
        .on('areas.is_current', '=', true),
    )
    .select(['lookups.from_code as from', 'lookups.to_code as code', 'areas.boundary'])
    .where('lookups.from_type', '=', 'lsoa11')
    .where('lookups.to_type', '=', 'lsoa21')
    .where('lookups.is_current', '=', true)
    .where('lookups.from_code', 'in', codes)
    .orderBy('lookups.to_code')
    .execute();
  for (const { from, code, boundary } of rows) {
    parts.get(from)?.push({ code, boundary: boundary as Boundary | null });
  }
  return parts;
}

/**
 * Counts the loads that can change where split areas go. What was placed under a smaller number is out
 * of date; 0: there was none yet.
 */
export async function findCarryingSequence(tx: Transaction): Promise<number> {
  const newest = await tx
    .selectFrom('area_loads')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .where(({ or, and, eb }) =>
      or([
        and([eb('kind', '=', 'areas'), eb('type', '=', 'lsoa21')]),
        and([eb('kind', '=', 'lookup'), eb('type', '=', 'lsoa11'), eb('to_type', '=', 'lsoa21')]),
      ]),
    )
    .executeTakeFirst();
  return newest?.sequence ?? 0;
}
