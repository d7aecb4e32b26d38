import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Service } from '#core/service.ts';
import { writeRecord } from '#modules/evidence/police-files/csv-record.ts';
import type { FileToImport } from '#modules/evidence/police-imports/gather-files.ts';
import { policeColumns, type PoliceRow } from '#modules/evidence/police-files/police-row.ts';
import { uploadLimit } from '#platform/http/server.ts';

const sound: PoliceRow = {
  'Crime ID': '',
  Month: '2025-06',
  'Reported by': 'Harbourshire Constabulary',
  'Falls within': 'Harbourshire Constabulary',
  Longitude: '-1.264032',
  Latitude: '52.370521',
  Location: 'On or near Ox-Bow Lane',
  'LSOA code': 'E01000001',
  'LSOA name': 'Eastmole 001A',
  'Crime type': 'Robbery',
  'Last outcome category': 'Under investigation',
  Context: '',
};

/** The text of a police street file with these rows; what a row leaves out is sound. */
export function policeFile(...rows: readonly Partial<PoliceRow>[]): string {
  const records = rows.map((row) => {
    const values = { ...sound, ...row };
    return writeRecord(policeColumns.map((column) => values[column]));
  });
  return [writeRecord(policeColumns), ...records, ''].join('\n');
}

/** Keeps a text, or bytes, as an uploaded file. */
export async function keepText(
  { files }: Service,
  name: string,
  text: string | Buffer,
): Promise<FileToImport> {
  return { name, ...(await files.keep(Readable.from([text]), uploadLimit)) };
}

/** Keeps a file of this machine as an uploaded one. */
export async function keepFile({ files }: Service, path: string): Promise<FileToImport> {
  await stat(path);
  return { name: basename(path), ...(await files.keep(createReadStream(path), uploadLimit)) };
}
