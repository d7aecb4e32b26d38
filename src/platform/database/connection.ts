import pg from 'pg';

/** The three logins: migrations own the tables, the service uses them, jobs own only the queue. */
export type DatabaseRole = 'breakwater_owner' | 'breakwater_app' | 'breakwater_jobs';

/** Where the database is: a server of our own on a socket, or one that somebody else runs. */
export type DatabaseAddress =
  | { kind: 'embedded'; socketDirectory: string; port: number; superuser: string; name: string }
  | { kind: 'server'; url: string };

const dateType = 1082;
const bigintType = 20;
pg.types.setTypeParser(dateType, (text) => text);
pg.types.setTypeParser(bigintType, Number);

/** Connection settings for one of the three logins. */
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
  // One login serves all three on a server of the partnership's own; each acts in its own role.
  return { ...timeouts, connectionString: address.url, options: `-c role=${role}` };
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
