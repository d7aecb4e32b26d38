import type pg from 'pg';
import { gatherStatements } from './gather-statements.ts';
import type { Principal } from './principal.ts';

/** What a transaction needs beside its principal: the moment, and the service's own word for itself. */
export type Beginning = { at: Date; serviceKey: () => Promise<string> };

/**
 * Begins a transaction that acts as somebody, in one trip to the server. Both statements are answered before
 * anything else is sent, so nothing runs outside a transaction or without a principal. The database checks
 * the session, or the service's key, and seals whom it found (database/migrations/0015_principal.sql).
 */
export async function beginAs(
  client: pg.PoolClient,
  principal: Principal,
  beginning: Beginning,
): Promise<void> {
  const [statement, values] = await principalStatement(principal, beginning);
  gatherStatements(client);
  await Promise.all([client.query('begin'), client.query(statement, values)]);
}

async function principalStatement(
  principal: Principal,
  { at, serviceKey }: Beginning,
): Promise<[string, unknown[]]> {
  if (principal.kind !== 'person') {
    const name = principal.kind === 'system' ? principal.name : principal.email;
    const values = [principal.kind, name, at, await serviceKey()];
    return ['select access.begin_as_service($1, $2, $3, $4)', values];
  }
  const { session, userId, purpose = null } = principal;
  return session === undefined
    ? ['select access.begin_as_person($1, $2, $3, $4)', [userId, purpose, at, await serviceKey()]]
    : ['select access.begin_as_session($1, $2, $3)', [session, purpose, at]];
}
