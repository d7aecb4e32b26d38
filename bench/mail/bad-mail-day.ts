// Ten thousand mails through a mail server that refuses, hangs and cuts:
//   node --import tsx bench/mail/bad-mail-day.ts [MAILS] [SEED]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/database.ts';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { prepareDatabase } from '#platform/database/prepare-database.ts';
import { liveThroughBadMailDay } from '#tests/support/bad-mail-day.ts';

const mails = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
const dataDirectory = await mkdtemp(join(tmpdir(), 'breakwater-mail-'));
const server = await startPostgres({ dataDirectory, durability: 'throwaway', ifRunning: 'refuse' });
try {
  const { socketDirectory, port, superuser } = server;
  const address = {
    kind: 'embedded',
    socketDirectory,
    port,
    superuser,
    name: 'breakwater',
  } as const;
  await prepareDatabase(address);
  const database = openDatabase(address, systemClock);
  const began = performance.now();
  const day = await liveThroughBadMailDay(database, { mails, seed });
  await database.close();
  const seconds = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(`${JSON.stringify({ seed, seconds, ...day })}\n`);
  process.exitCode = day.lost + day.silent + day.twiceUnmarked === 0 ? 0 : 1;
} finally {
  await server.stop();
  await rm(dataDirectory, { recursive: true, force: true });
}
