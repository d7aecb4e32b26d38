import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { exportLog } from '#core/audit/export-log.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import type { TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';

/** A place that stands in the files of the service, to show that they are read. */
export const placeInFiles = 'On or near Canary Wharf Lane';

/** Has the service write what it writes to disk: an upload, Parquet, and the sealed log. */
export async function writeFiles({ service, dataDirectory }: TestService): Promise<void> {
  const text = policeFile({ Location: placeInFiles });
  const files = [await keepText(service, 'street.csv', text)];
  const order = { id: randomUUID(), source: 'police' as const, files, mayReplace: true };
  await importPoliceFiles(service, operator, order);
  const seal = openTestSeal(service);
  await sealEverything(seal);
  await seal.close();
  await exportLog(service, operator, join(dataDirectory, 'audit-export'));
}

export type WrittenFile = { path: string; text: string };

/** Every file below a folder as text; Parquet as its rows, which are packed in it. */
export async function readEverything(folder: string): Promise<WrittenFile[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return Promise.all(
    paths.map(async (path) => ({
      path: path.slice(folder.length + 1),
      text: path.endsWith('.parquet') ? await readRows(path) : await readFile(path, 'latin1'),
    })),
  );
}

async function readRows(path: string): Promise<string> {
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  const rows = await connection.runAndReadAll('select * from read_parquet($1)', [path]);
  const text = JSON.stringify(rows.getRowObjectsJson());
  connection.closeSync();
  database.closeSync();
  return text;
}
