import { stringify } from 'csv-stringify/sync';
import { policeColumns, type PoliceRow } from '#modules/evidence/police-files/police-row.ts';

/** A month's rows as the text of a street file: its header, then a line for each row, ended by LF. */
export function incidentCsv(rows: readonly PoliceRow[]): string {
  return stringify([...rows], { header: true, columns: [...policeColumns] });
}
