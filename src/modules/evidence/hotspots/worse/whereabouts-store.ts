import { sql } from 'kysely';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What is loaded of where an area lies. */
export type Whereabouts = {
  code: string;
  /** The name of the ward that it lies in; null where no lookup says it, or the ward has no name. */
  ward: string | null;
  /** The middle of its boundary's box in degrees; null where no boundary is loaded. */
  longitude: number | null;
  latitude: number | null;
};

/** Where areas of a level lie, as far as that is loaded. */
export async function listWhereabouts(
  tx: Transaction,
  level: AreaLevel,
  codes: readonly string[],
): Promise<Whereabouts[]> {
  const { rows } = await sql<Whereabouts>`
    select areas.code, ward.name as ward, (areas.west + areas.east) / 2 as longitude,
      (areas.south + areas.north) / 2 as latitude
    from areas
    left join small_areas as small on small.type = areas.type and small.code = areas.code
    left join areas as ward
      on ward.type = 'ward' and ward.code = small.ward_code and ward.is_current
    where areas.is_current and areas.type = ${level} and areas.code = any (${[...codes]}::text[])`.execute(
    tx,
  );
  return rows;
}
