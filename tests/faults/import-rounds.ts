import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeRecord } from '#modules/evidence/police-files/csv-record.ts';
import { policeColumns } from '#modules/evidence/police-files/police-row.ts';
import { expectFile, expectTogether, type ExpectedRows } from '#tests/fuzz/expect-police-rows.ts';
import type { Place } from './place.ts';
import { ask, startCopy, type ServiceCopy } from './service-copy.ts';

/** A police file of random rows, and what must become of them. */
export type RandomFile = { path: string; expected: ExpectedRows };

const months = ['2025-03', '2025-04', '2025-05'];
const today = '2026-11-22';

/** Writes rows of one force for one to three months; some are sent twice, some cannot be used. */
export async function writeRandomFile(
  place: Place,
  force: string,
  random: () => number,
): Promise<RandomFile> {
  const first = Math.floor(random() * 3);
  const rows: string[] = [];
  const many = 50 + Math.floor(random() * 2_000);
  for (let at = 0; at < many; at += 1) {
    const again = rows[Math.floor(random() * rows.length * 30)];
    if (again !== undefined) rows.push(again);
    else {
      const month = months[first + Math.floor(random() * (3 - first))] ?? '';
      const isFaulty = random() < 0.01;
      const values = {
        'Crime ID': `${Math.floor(random() * 1e9)}`,
        Month: isFaulty ? 'June' : month,
        'Reported by': force,
        Longitude: String(-1 - Math.floor(random() * 1_000) / 1_000),
        Latitude: '52.3',
        'LSOA code': `E0100000${Math.floor(random() * 9)}`,
        'LSOA name': 'Invented 001A',
        'Crime type': random() < 0.5 ? 'Burglary' : 'Robbery',
      };
      rows.push(
        writeRecord(
          policeColumns.map((column) => new Map(Object.entries(values)).get(column) ?? ''),
        ),
      );
    }
  }
  const text = [writeRecord(policeColumns), ...rows, ''].join('\n');
  const path = join(place.temporary, `${force}-${Math.floor(random() * 1e9)}-street.csv`);
  await writeFile(path, text);
  return { path, expected: expectTogether([expectFile(Buffer.from(text), today)]) };
}

/** Begins to load files from the command line, in a process of its own. */
export function startImport(place: Place, ...paths: readonly string[]): ServiceCopy {
  const command = [process.execPath, 'dist/command-line.js'] as const;
  const options = ['import', 'police', ...paths, '--replace', '--json'];
  return startCopy({ place, command, options });
}

type Imported = {
  id: string;
  alreadyImported: boolean;
  rows: {
    read: number;
    accepted: number;
    duplicate: number;
    quarantined: number;
    replaced: number;
  };
};

/** What a load that came to its end said. Throws with what it complained of when it failed. */
export async function resultOf(loading: ServiceCopy): Promise<Imported> {
  if ((await loading.ended) !== 0) throw new Error(loading.complained());
  return JSON.parse(loading.said()) as Imported;
}

/** A force and month in use, the import it is from, and its rows as told in four places. */
export type CurrentUnit = {
  import: string;
  month: string;
  path: string;
  accepted: number;
  counted: number;
};

/** What is in use of a force now. */
export async function listCurrentUnits(place: Place, force: string): Promise<CurrentUnit[]> {
  return ask<CurrentUnit>(
    place,
    `select import_id as import, month, parquet_path as path, rows_accepted as accepted,
       (select sum(count)::int from police_monthly_counts where month_id = police_months.id) as counted
     from police_months where is_current and force = '${force}' order by month`,
  );
}

/** The receipts of a force's imports, in the order in which they were accepted. */
export async function listReceipts(place: Place, force: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    place,
    `select id from police_imports where exists
       (select from police_months where import_id = police_imports.id and force = '${force}')
     order by number`,
  );
  return rows.map(({ id }) => id);
}
