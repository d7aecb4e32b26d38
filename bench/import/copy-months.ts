// One measurement: what the analytics engine alone needs to copy the given CSV files to Parquet.
// copy-months.ts sniffed|typed|text FILE…   prints one line of JSON: seconds and the most memory held, in MB.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteText, quoteTexts } from '#platform/analytics/sql-text.ts';
import { policeColumns } from '#modules/evidence/police-files/police-row.ts';

const columns = policeColumns.map((column) => {
  const isDegree = column === 'Longitude' || column === 'Latitude';
  return `${quoteText(column)}: '${isDegree ? 'double' : 'varchar'}'`;
});
const ways = new Map([
  ['sniffed', ''],
  // As somebody would who knows the files well: nothing is guessed, nothing is checked.
  [
    'typed',
    `, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      new_line = '\\n', compression = 'gzip', columns = {${columns.join(', ')}}`,
  ],
  ['text', ', all_varchar = true'],
]);
const [way = '', ...paths] = process.argv.slice(2);
const options = ways.get(way);
if (options === undefined) throw new Error(`There is no way "${way}" to copy.`);
const place = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
try {
  const began = performance.now();
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
