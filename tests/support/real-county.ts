import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import type { Service } from '#core/service.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { writeInto } from './area-files.ts';
import { keepFile } from './police-files.ts';
import { listSharedFiles, sharedFolder } from './shared-data.ts';

const start = { kind: 'system', name: 'start' } as const;

/** The files of Warwickshire's small areas of 2021, one a district. */
export const countyFiles = (): string[] =>
  listSharedFiles('geography/warwickshire-lsoa21', '.geojson');

/** What the police published of Warwickshire for 2025, one file a month. */
export const monthFiles = (): string[] =>
  listSharedFiles('police/warwickshire', '.csv.gz').filter((path) => path.includes('/2025-'));

/** The rows of a published file, by the names of their columns. */
export function readPublished(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  return parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'), {
    columns: true,
  });
}

/** Residents of each small area of England and Wales by the census of 2021. */
export function readResidents(): Map<string, number> {
  const path = join(sharedFolder('geography'), 'census21_usual_residents_lsoa21.csv');
  return new Map(
    readPublished(path).map((row) => [row['lsoa21_code'] ?? '', Number(row['total_residents'])]),
  );
}

/** Loads the county as it is published: boundaries, residents of these areas, and the months of 2025. */
export async function loadRealCounty(
  { service, dataDirectory }: { service: Service; dataDirectory: string },
  residents: ReadonlyMap<string, number>,
): Promise<{ importId: string }> {
  const fields = { code: 'LSOA21CD', name: 'LSOA21NM', parent: 'LADCD_ACTIVE' };
  await loadAreas(service, start, { type: 'lsoa21', paths: countyFiles(), fields });
  const lines = [...residents].map(([code, people]) => `${code},${people}`);
  const path = await writeInto(
    dataDirectory,
    'residents.csv',
    ['code,people', ...lines, ''].join('\n'),
  );
  const counted = { code: 'code', count: 'people' };
  await loadPopulations(service, start, { type: 'lsoa21', year: 2021, path, fields: counted });
  const files = [];
  for (const file of monthFiles()) files.push(await keepFile(service, file));
  const order = { id: randomUUID(), source: 'police' as const, files };
  return { importId: (await importPoliceFiles(service, start, order)).id };
}
