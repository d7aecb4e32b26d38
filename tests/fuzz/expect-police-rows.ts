import { crimeTypes, policeColumns } from '#modules/evidence/police-files/police-row.ts';
import { splitRecords } from './split-records.ts';

/** What must become of some files together, told from the rules alone. */
export type ExpectedRows = {
  read: number;
  accepted: number;
  duplicate: number;
  quarantined: number;
  /** Accepted rows by force and month. */
  units: ReadonlyMap<string, number>;
};

type Row = ReadonlyMap<string, string>;
export type ExpectedFile =
  { kind: 'readable'; content: string; rows: readonly (Row | undefined)[] } | { kind: 'refused' };

const refused = { kind: 'refused' } as const;
const mostLines = 50;
const longestRecord = 1024 * 1024;

/** Reads one file by the rules that the receipt page states; rows that cannot be used are undefined. */
export function expectFile(bytes: Buffer, today: string): ExpectedFile {
  if (bytes.length === 0 || bytes.includes(0)) return refused;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused;
  }
  const [firstLine = ''] = text.split('\n', 1);
  const [header] = splitRecords(firstLine) ?? [];
  const columns = header?.values ?? [];
  const isSame = [...columns].toSorted().join('\n') === [...policeColumns].toSorted().join('\n');
  if (!isSame) return refused;
  const records = splitRecords(text);
  if (records === undefined || records.length < 2) return refused;
  const isOpen = ({ values, lines, length }: (typeof records)[number]): boolean =>
    lines > mostLines ||
    length > longestRecord ||
    (lines > 1 && values?.length !== policeColumns.length);
  if (records.some(isOpen)) return refused;
  const rows = records.slice(1).map(({ values }) => {
    if (values?.length !== policeColumns.length) return undefined;
    const row = new Map(columns.map((column, at) => [column, values[at] ?? '']));
    return isUsable(row, today.slice(0, 7)) ? row : undefined;
  });
  return { kind: 'readable', content: bytes.toString('latin1'), rows };
}

/** Adds up files that are read together; content that came before counts once. */
export function expectTogether(files: readonly ExpectedFile[]): ExpectedRows {
  const contents = new Set<string>();
  const copies = new Set<string>();
  const units = new Map<string, number>();
  const sum = { read: 0, accepted: 0, duplicate: 0, quarantined: 0 };
  for (const file of files) {
    if (file.kind === 'refused' || contents.has(file.content)) continue;
    contents.add(file.content);
    for (const row of file.rows) {
      sum.read += 1;
      if (row === undefined) {
        sum.quarantined += 1;
        continue;
      }
      const whole = JSON.stringify(policeColumns.map((column) => row.get(column)));
      if (row.get('Crime ID') !== '' && copies.has(whole)) {
        sum.duplicate += 1;
        continue;
      }
      copies.add(whole);
      sum.accepted += 1;
      const unit = `${row.get('Reported by')} ${row.get('Month')}`;
      units.set(unit, (units.get(unit) ?? 0) + 1);
    }
  }
  return { ...sum, units };
}

const knownTypes = new Set<string>(crimeTypes);

function isUsable(row: Row, thisMonth: string): boolean {
  const value = (column: string): string => row.get(column) ?? '';
  const force = value('Reported by');
  const characters = Array.from(force);
  if (characters.length === 0 || characters.length > 100 || force.startsWith(' ')) return false;
  if (characters.some((one) => one < ' ' || one === '\u007f')) return false;
  const [, year = '', month = ''] = /^(\d{4})-(\d{2})$/.exec(value('Month')) ?? [];
  if (Number(month) < 1 || Number(month) > 12 || year === '') return false;
  if (value('Month') < '2010-12' || value('Month') > thisMonth) return false;
  const degrees = [value('Longitude'), value('Latitude')];
  const isBlank = degrees.every((one) => one === '');
  if (!isBlank) {
    if (!degrees.every((one) => /^-?\d{1,3}(\.\d{1,15})?$/.test(one))) return false;
    const [east = NaN, north = NaN] = degrees.map(Number);
    if (!(east >= -8.7 && east <= 1.8 && north >= 49.8 && north <= 60.9)) return false;
  }
  const area = value('LSOA code');
  return (area === '' || /^[EW]01\d{6}$/.test(area)) && knownTypes.has(value('Crime type'));
}
