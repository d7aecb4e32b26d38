import type pg from 'pg';

/**
 * Statements that are asked for in the same turn leave in one piece: each call of the operating system costs as
 * much as a small query. They are held back until this turn of the event loop is done, and no longer.
 */
export function gatherStatements({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
