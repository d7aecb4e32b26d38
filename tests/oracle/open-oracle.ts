import pg from 'pg';
import {
  administratorConnection,
  connectionFor,
  type DatabaseAddress,
} from '#platform/database/connection.ts';
import { keptServiceKey } from '#platform/database/service-key.ts';
import { listedTables } from './expectations.ts';
import type { LookerStore } from './looker-store.ts';

/** The two ways into a database that holds worlds: who puts them there, and who looks. */
export type OracleGround = {
  superuser: pg.Client;
  store: LookerStore;
  close(): Promise<void>;
};

export async function openOracleGround(address: DatabaseAddress): Promise<OracleGround> {
  const superuser = new pg.Client(administratorConnection(address));
  const client = new pg.Client(connectionFor(address, 'breakwater_app'));
  // A server that stops first is the run's own business.
  for (const one of [superuser, client]) one.on('error', () => undefined);
  await Promise.all([superuser.connect(), client.connect()]);
  // Plans are kept, as they are in a service at work: planning would be most of the time.
  await client.query('set plan_cache_mode = force_generic_plan');
  // What triggers do besides (an end is given once, relatives are kept out) is not what is compared here, and
  // would hide what the policies let through.
  for (const table of listedTables) {
    await superuser.query(`alter table ${table} disable trigger user`);
  }
  // Worlds have moments of their own.
  await superuser.query('update access.keys set is_clock_checked = false');
  const serviceKey = await keptServiceKey(address)();
  return {
    superuser,
    store: { client, serviceKey },
    close: async () => {
      await Promise.all([superuser.end(), client.end()]);
    },
  };
}
