import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { administratorConnection, type DatabaseAddress } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { socketDirectory: string; port: number; superuser: string };
  }
}

export const templateName = 'template_breakwater';

/** One throwaway server for the whole run, with a migrated template that test files are cut from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'breakwater-test-'));
  const server = await startPostgres({
    dataDirectory,
    durability: 'throwaway',
    ifRunning: 'refuse',
  });
  const { socketDirectory, port, superuser } = server;
  const template: DatabaseAddress = {
    kind: 'embedded',
    socketDirectory,
    port,
    superuser,
    name: templateName,
  };
  await prepareDatabase(template);
  await letClocksStand(template);
  const administrator = new pg.Client(administratorConnection(template, 'postgres'));
  await administrator.connect();
  await administrator.query(`alter database ${templateName} is_template true`);
  await administrator.end();
  project.provide('postgres', { socketDirectory, port, superuser });
  return async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}

/** Tests set clocks of their own, which a database at work does not believe. */
async function letClocksStand(template: DatabaseAddress): Promise<void> {
  const administrator = new pg.Client(administratorConnection(template));
  await administrator.connect();
  await administrator.query('update access.keys set is_clock_checked = false');
  await administrator.end();
}
