import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { AreaLoad, LoadKind } from './area-load.ts';

/** One load at a time decides what is current; others wait for its commit, and may: some are large. */
export async function lockAreaLoads(tx: Transaction): Promise<void> {
  await sql`select set_config('lock_timeout', '10min', true),
    set_config('statement_timeout', '10min', true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('area-loads'))`.execute(tx);
}

const tables = {
  areas: 'areas',
  lookup: 'area_lookups',
  population: 'area_populations',
} as const satisfies Record<LoadKind, string>;

/** The load that brought exactly this content, if nothing newer took any of it out of use. */
export async function findCurrentLoad(
  tx: Transaction,
  kind: LoadKind,
  contentSha256: string,
): Promise<AreaLoad | undefined> {
  const row = await tx
    .selectFrom('area_loads')
    .selectAll()
    .where('content_sha256', '=', contentSha256)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom(tables[kind])
            .select('load_id')
            .whereRef('load_id', '=', 'area_loads.id')
            .where('is_current', '=', false),
        ),
      ),
    )
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    kind: row.kind as LoadKind,
    type: row.type as AreaLoad['type'],
    toType: row.to_type as AreaLoad['toType'],
    year: row.year,
    files: row.files as unknown as AreaLoad['files'],
    rows: row.rows,
    rowsRepeated: row.rows_repeated,
  };
}

export async function insertLoad(
  tx: Transaction,
  load: AreaLoad & { contentSha256: string; actor: string; actorName: string; loadedAt: Date },
): Promise<void> {
  await tx
    .insertInto('area_loads')
    .values({
      id: load.id,
      kind: load.kind,
      type: load.type,
      to_type: load.toType,
      year: load.year,
      files: JSON.stringify(load.files),
      content_sha256: load.contentSha256,
      rows: load.rows,
      rows_repeated: load.rowsRepeated,
      actor: load.actor,
      actor_name: load.actorName,
      loaded_at: load.loadedAt,
    })
    .execute();
}
