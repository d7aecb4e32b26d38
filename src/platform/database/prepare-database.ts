import { join } from 'node:path';
import { runMigrations as runQueueMigrations } from 'graphile-worker';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { projectRoot } from '#platform/project-root.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import {
  administratorConnection,
  connectionFor,
  databaseRoles,
  passwordOf,
  type DatabaseAddress,
} from './connection.ts';

const oldestSupportedMajor = 15;

/**
 * Brings a new or older database to what this version of the service expects. Safe to repeat, and safe when
 * several services do it at once: they take turns.
 */
export async function prepareDatabase(address: DatabaseAddress): Promise<void> {
  const administrator = new pg.Client(administratorConnection(address, 'postgres'));
  administrator.on('error', () => undefined);
  await administrator.connect();
  try {
    await administrator.query(`select pg_advisory_lock(hashtext('breakwater: prepare database'))`);
    await ensureDatabaseAndRoles(address, administrator);
    await migrateQueue(address);
    await migrate(address);
  } finally {
    await administrator.end();
  }
}

async function migrateQueue(address: DatabaseAddress): Promise<void> {
  const queue = new pg.Pool({ ...connectionFor(address, 'breakwater_jobs'), max: 1 });
  queue.on('error', () => undefined);
  queue.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runQueueMigrations({ pgPool: queue });
  } finally {
    await queue.end();
  }
}

async function migrate(address: DatabaseAddress): Promise<void> {
  const owner = new pg.Client(connectionFor(address, 'breakwater_owner'));
  await owner.connect();
  try {
    await runner({
      dbClient: owner,
      dir: join(projectRoot, 'database', 'migrations'),
      direction: 'up',
      migrationsTable: 'migrations',
      checkOrder: true,
      log: () => undefined,
    });
  } finally {
    await owner.end();
  }
}

async function ensureDatabaseAndRoles(
  address: DatabaseAddress,
  administrator: pg.Client,
): Promise<void> {
  const version = await administrator.query<{ number: number }>(
    `select current_setting('server_version_num')::int / 10000 as number`,
  );
  if ((version.rows[0]?.number ?? 0) < oldestSupportedMajor) {
    throw new StartProblem(
      `Breakwater needs PostgreSQL ${oldestSupportedMajor} or later.`,
      'Set DATABASE_URL to such a server, or leave it out to use the one Breakwater brings.',
    );
  }
  for (const role of databaseRoles) {
    const found = await administrator.query('select 1 from pg_roles where rolname = $1', [role]);
    if (found.rowCount === 0) await administrator.query(`create role ${role} login`);
    const password = address.kind === 'server' ? passwordOf(role, address) : undefined;
    if (password !== undefined) {
      await administrator.query(`alter role ${role} login password ${pg.escapeLiteral(password)}`);
    }
  }
  // Policies make plans look dear that are not; compiling them takes longer than running them.
  await administrator.query('alter role breakwater_app set jit = off');
  // The default is of spinning disks, and reads a whole table where an index would be several times as fast.
  await administrator.query('alter role breakwater_app set random_page_cost = 1.1');
  // Nobody signs in as the guard: it owns the functions that decide what may be seen.
  const guard = await administrator.query(
    `select 1 from pg_roles where rolname = 'breakwater_guard'`,
  );
  if (guard.rowCount === 0) await administrator.query('create role breakwater_guard nologin');
  await administrator.query('grant breakwater_jobs, breakwater_guard to breakwater_owner');
  await (address.kind === 'embedded'
    ? ensureOwnDatabase(administrator, address.name)
    : openDatabaseToRoles(administrator));
}

async function ensureOwnDatabase(administrator: pg.Client, name: string): Promise<void> {
  const found = await administrator.query('select 1 from pg_database where datname = $1', [name]);
  const database = pg.escapeIdentifier(name);
  if (found.rowCount === 0) {
    await administrator.query(`create database ${database} owner breakwater_owner`);
  }
  await administrator.query(`grant create on database ${database} to breakwater_jobs`);
}

/** On somebody else's server the database is there already. */
async function openDatabaseToRoles(administrator: pg.Client): Promise<void> {
  const { rows } = await administrator.query<{ name: string }>('select current_database() as name');
  const database = pg.escapeIdentifier(rows[0]?.name ?? '');
  await administrator.query(
    `grant create on database ${database} to breakwater_owner, breakwater_jobs`,
  );
  await administrator.query('grant create, usage on schema public to breakwater_owner');
}
