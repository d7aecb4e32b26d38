// How fast the pages of the evidence are over eight million rows:
//   npm run bench:pages [-- FOLDER [REQUESTS]]
// With a folder, what was loaded stays there for the next run. Each page is asked for 200 times.
// Fails when the 95th percentile of a page is over 150 ms, or over 1.5 times that of its bare query.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeApp } from '#app/app.ts';
import { readConfig } from '#app/config.ts';
import { openService } from '#app/open-service.ts';
import { seedPeople } from '#core/demonstration/seed-people.ts';
import { evidence } from '#modules/evidence/index.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { loadCounty } from './load-county.ts';
import { measurePages, type MeasuredLine } from './measure-pages.ts';
import { listPages } from './pages.ts';

const highestMilliseconds = 150;
const highestRatio = 1.5;

const [kept, requests = '200'] = process.argv.slice(2);
const assetDirectory = join(import.meta.dirname, '../../dist/assets');
const dataDirectory = resolve(kept ?? join(tmpdir(), `breakwater-bench-${randomUUID()}`));
const opened = await openService({
  config: readConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'error' }),
  ifRunning: 'refuse',
  empty: undefined,
  say: () => undefined,
  assetDirectory,
});
try {
  const { service } = opened;
  const start = { kind: 'system', name: 'start' } as const;
  await seedPeople(service, { principal: start }, service.demonstration?.cast.people ?? []);
  await evidence.seedDemonstration?.(service);
  const before = await service.database.pool.query<{ id: string }>(
    `select id from police_imports where source = 'police'`,
  );
  const receipt = before.rows[0]?.id ?? (await loadCounty(service, console.log));
  const rows = await service.database.pool.query<{ rows: number; counts: number }>(
    `select (select sum(rows_accepted) from police_months where source = 'police') as rows,
      (select count(*) from police_monthly_counts) as counts`,
  );
  console.log(rows.rows[0]);
  const app = await makeApp(service, assetDirectory, { busyAfter: 0 });
  const visitor = makeVisitor(app);
  await visitor.enterAs('priya-sandhurst');
  const lines = await measurePages(visitor, service, listPages(receipt), Number(requests));
  console.log(`Load of the machine now ${loadavg()[0]?.toFixed(1)}. Milliseconds:`);
  console.table(lines.map(describe));
  if (!lines.every(isWithinLimits)) process.exitCode = 1;
  await app.close();
} finally {
  await opened.close();
  if (kept === undefined) await rm(dataDirectory, { recursive: true, force: true });
}

/** The most that a page may take, in milliseconds. */
function limitOf({ query }: MeasuredLine): number {
  return Math.min(highestMilliseconds, query.p95 * highestRatio);
}

function isWithinLimits(line: MeasuredLine): boolean {
  return line.page.p95 <= limitOf(line);
}

function describe(line: MeasuredLine) {
  const { name, first, page, query } = line;
  return {
    page: name,
    'first time': Math.round(first),
    median: Math.round(page.median),
    p95: Math.round(page.p95),
    'query median': Math.round(query.median),
    'query p95': Math.round(query.p95),
    ratio: Number((page.p95 / query.p95).toFixed(2)),
    'at most': Math.round(limitOf(line)),
    within: isWithinLimits(line) ? 'yes' : 'NO',
  };
}
