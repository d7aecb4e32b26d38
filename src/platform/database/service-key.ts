import pg from 'pg';
import { connectionFor, type DatabaseAddress } from './connection.ts';

/**
 * What the service shows when it acts without anybody's session. The login of the tables' owner reads it
 * once, when it is first asked for; the service's own login cannot, so SQL slipped into that one cannot show it.
 */
export function keptServiceKey(address: DatabaseAddress): () => Promise<string> {
  let key: Promise<string> | undefined;
  return () => {
    key ??= readServiceKey(address).catch((problem: unknown) => {
      key = undefined;
      throw problem;
    });
    return key;
  };
}

async function readServiceKey(address: DatabaseAddress): Promise<string> {
  const owner = new pg.Client(connectionFor(address, 'breakwater_owner'));
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    const { rows } = await owner.query<{ service: string }>('select service from access.keys');
    return rows[0]?.service ?? '';
  } finally {
    await owner.end();
  }
}
