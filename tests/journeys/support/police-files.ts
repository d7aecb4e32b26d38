import { stringify } from 'csv-stringify/sync';
import { policeColumns, type PoliceRow } from '#modules/evidence/police-files/police-row.ts';

/** A street file as data.police.uk lays it out, with these rows. */
export function streetFile(rows: readonly PoliceRow[]): string {
  return stringify([...rows], { header: true, columns: [...policeColumns] });
}

function makeRow(number: number): PoliceRow {
  return {
    'Crime ID': number.toString(16).padStart(64, '0'),
    Month: '2025-05',
    'Reported by': 'Warwickshire Police',
    'Falls within': 'Warwickshire Police',
    Longitude: '-1.264032',
    Latitude: '52.371',
    Location: 'On or near Invented Street',
    'LSOA code': 'E01031123',
    'LSOA name': 'Rugby 001A',
    'Crime type': 'Robbery',
    'Last outcome category': 'Under investigation',
    Context: '',
  };
}

export const wholeRows: readonly PoliceRow[] = [1, 2, 3, 4, 5].map(makeRow);

/** Each breaks one rule. The first has a month that nobody can read. */
export const brokenRows: readonly PoliceRow[] = [
  { ...makeRow(6), Month: 'May 2025' },
  { ...makeRow(7), Latitude: '' },
  { ...makeRow(8), 'Crime type': 'Loitering' },
];
