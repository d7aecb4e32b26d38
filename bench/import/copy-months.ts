// One measurement: what the analytics engine alone needs to copy the given CSV files to Parquet.
// copy-months.ts sniffed|text FILE…   prints one line of JSON: seconds and the most memory held, in MB.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText, quoteTexts } from '#platform/analytics/sql-text.ts';

const [types, ...paths] = process.argv.slice(2);
const place = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
try {
  const began = performance.now();
  const options = types === 'text' ? ', all_varchar = true' : '';
  await connection.run(
    `copy (from read_csv(${quoteTexts(paths)}${options})) to ${quoteText(join(place, 'all.parquet'))} (format parquet)`,
  );
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
} finally {
  connection.closeSync();
  instance.closeSync();
  await rm(place, { recursive: true, force: true });
}
