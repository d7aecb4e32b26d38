import { inject } from 'vitest';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { findDataDirectory } from './running-service.ts';

/** Where the database is of the service at this address: one started by this process, or the one that all share. */
export async function findDatabase(address: string): Promise<DatabaseAddress> {
  const dataDirectory = findDataDirectory(address) ?? inject('sharedService').dataDirectory;
  const { socketDirectory, port, superuser } = await startPostgres({
    dataDirectory,
    durability: 'durable',
    ifRunning: 'join',
  });
  return { kind: 'embedded', socketDirectory, port, superuser, name: 'breakwater' };
}
