import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { administratorConnection, type DatabaseAddress } from '#platform/database/connection.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { templateName } from './postgres.ts';

export type TestDatabase = { database: Database; drop(): Promise<void> };

/** A fresh, migrated database of its own for a test file. */
export async function makeTestDatabase(clock: Clock = systemClock): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const address: DatabaseAddress = { kind: 'embedded', ...inject('postgres'), name };
  await asAdministrator(
    address,
    `create database ${name} template ${templateName} strategy file_copy owner breakwater_owner`,
  );
  const database = openDatabase(address, clock);
  return {
    database,
    async drop() {
      await database.close();
      await asAdministrator(address, `drop database ${name} with (force)`);
    },
  };
}

async function asAdministrator(address: DatabaseAddress, statement: string): Promise<void> {
  const administrator = new pg.Client(administratorConnection(address, 'postgres'));
  await administrator.connect();
  try {
    await administrator.query(statement);
  } finally {
    await administrator.end();
  }
}
