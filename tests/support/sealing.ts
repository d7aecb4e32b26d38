import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import pg from 'pg';
import { openLogSeal, type LogSeal } from '#core/audit/seal-log.ts';
import type { Ground } from '#core/actions/action.ts';
import { administratorConnection, connectionFor } from '#platform/database/connection.ts';
import type { Database } from '#platform/database/database.ts';

export function makeSealKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** The log of a test's database, to be sealed when the test says so. */
export function openTestSeal({ database, clock }: Ground, key = makeSealKey()): LogSeal {
  return openLogSeal({ address: database.address, key, clock });
}

/** Seals what is there until nothing is left, as the running service does within a second. */
export async function sealEverything(seal: LogSeal): Promise<void> {
  while ((await seal.seal()).kind !== 'nothing');
}

/** A connection as somebody the service never is: an administrator, or the sealer's own login by hand. */
export async function connectAs(
  { address }: Database,
  who: 'administrator' | 'breakwater_sealer' | 'breakwater_app',
): Promise<pg.Client> {
  const client = new pg.Client(
    who === 'administrator' ? administratorConnection(address) : connectionFor(address, who),
  );
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
