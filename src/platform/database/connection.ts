import { createHmac } from 'node:crypto';
import pg from 'pg';

/**
 * The logins: migrations own the tables, the service uses them, jobs own only the queue, and the sealer reads
 * audit entries and adds what seals them.
 */
export const databaseRoles = [
  'breakwater_owner',
  'breakwater_app',
  'breakwater_jobs',
  'breakwater_sealer',
] as const;

export type DatabaseRole = (typeof databaseRoles)[number];

/** Where the database is: a server of our own on a socket, or one that somebody else runs. */
export type DatabaseAddress =
  | { kind: 'embedded'; socketDirectory: string; port: number; superuser: string; name: string }
  | { kind: 'server'; url: string };

const dateType = 1082;
const bigintType = 20;
pg.types.setTypeParser(dateType, (text) => text);
pg.types.setTypeParser(bigintType, Number);

/** Connection settings for one of the logins. */
export function connectionFor(address: DatabaseAddress, role: DatabaseRole): pg.PoolConfig {
  const timeouts = {
    application_name: role,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
  if (address.kind === 'embedded') {
    const { socketDirectory: host, port, name: database } = address;
    return { ...timeouts, host, port, database, user: role };
  }
  const { host, port, database, ssl } = new pg.Client({ connectionString: address.url });
  const password = passwordOf(role, address);
  return {
    ...timeouts,
    host,
    port,
    user: role,
    ssl,
    ...(database !== undefined && { database }),
    ...(password !== undefined && { password }),
  };
}

/**
 * The password of a login on somebody else's server. It comes from the administrator's own, so that every process
 * of the service works it out alike and nothing more has to be kept; without one there, the server trusts or knows
 * its callers by other means.
 */
export function passwordOf(
  role: DatabaseRole,
  address: Extract<DatabaseAddress, { kind: 'server' }>,
): string | undefined {
  const { password } = new pg.Client({ connectionString: address.url });
  if (typeof password !== 'string' || password === '') return undefined;
  return createHmac('sha256', password).update(`the login ${role}`).digest('base64url');
}

/** Connection settings for the login that may create roles, and on our own server the database. */
export function administratorConnection(
  address: DatabaseAddress,
  database?: string,
): pg.ClientConfig {
  if (address.kind === 'server') return { connectionString: address.url };
  const { socketDirectory: host, port, superuser: user } = address;
  return { host, port, user, database: database ?? address.name };
}
