import { crimeTypes, policeColumns } from '#modules/evidence/police-files/police-row.ts';
import { times, type Random } from './random.ts';

/** A police street file as text: mostly sound, with every quirk that is allowed and faults now and then. */
export function makePoliceCsv(random: Random): Buffer {
  const columns = random.chance(0.1) ? shuffled(random, policeColumns) : [...policeColumns];
  const lineBreak = random.pick(['\n', '\n', '\n', '\r\n', 'mixed']);
  const quoting = random.pick(['needed', 'needed', 'all', 'some']);
  const faults = random.chance(0.4);
  const rows: string[][] = [];
  for (const index of times(1 + random.int(14), (at) => at)) {
    const before = rows[random.int(rows.length + 1)];
    if (before !== undefined && random.chance(0.15)) rows.push(before);
    else if (before !== undefined && random.chance(0.1)) {
      rows.push(before.map((value, at) => (columns[at] === 'Location' ? `${value} again` : value)));
    } else rows.push(columns.map((column) => makeValue(random, column, index, faults)));
  }
  const header = random.chance(0.05) ? spoilHeader(random, columns) : columns;
  const records = [header, ...rows].map((values, at) => writeRow(random, values, quoting, at));
  const text = records.map((record, at) => {
    const faulty = at > 0 && faults && random.chance(0.15) ? spoilRecord(random, record) : record;
    const end = lineBreak === 'mixed' ? random.pick(['\n', '\r\n']) : lineBreak;
    const blank = at > 0 && random.chance(0.05) ? random.pick([end, end + end, '\r\n']) : '';
    const isLast = at === records.length - 1;
    return isLast && random.chance(0.2) ? faulty : `${faulty}${end}${blank}`;
  });
  const mark = random.chance(0.08) ? '\uFEFF' : '';
  return spoilFile(random, `${mark}${text.join('')}`);
}

function makeValue(random: Random, column: string, index: number, faults: boolean): string {
  const isFaulty = faults && random.chance(0.06);
  switch (column) {
    case 'Crime ID':
      return random.pick(['', `id-${index}`, `id-${random.int(4)}`, 'a'.repeat(64)]);
    case 'Month':
      return isFaulty
        ? random.pick([
            '2026-12',
            '2010-11',
            '2025-13',
            '2025-1',
            'June 2025',
            '',
            ' 2025-06',
            '９',
          ])
        : random.pick(['2025-06', '2025-06', '2025-07', '2026-11', '2010-12']);
    case 'Reported by':
      return isFaulty
        ? random.pick(['', ' ', '\tForce', 'x'.repeat(101), 'Force\u0007', '\u007f'])
        : random.pick([
            'Fuzz Police',
            'Fuzz Police',
            'Heddlu’r Gogledd',
            'Ñ, “Force”',
            '=1+1',
            '😀',
          ]);
    case 'Longitude':
    case 'Latitude':
      return makeDegrees(random, column === 'Longitude', index, isFaulty);
    case 'LSOA code':
      return isFaulty
        ? random.pick(['E02000001', 'e01000001', 'E0100001', 'E010000011', 'D00000001', ' '])
        : random.pick(['E01000001', 'W01000002', '']);
    case 'Crime type':
      return isFaulty
        ? random.pick([
            'burglary',
            'Burglary ',
            '',
            'Serious violence',
            'Drugs\u0000'.slice(0, 5) + '!',
          ])
        : random.pick([crimeTypes[0], ...crimeTypes]);
    default:
      return random.pick([
        '',
        'On or near Ox-Bow Lane',
        'a, b',
        'say "no"',
        '“curly” ’ é ü 漢',
        'two\nlines',
        'win\r\nlines',
        '"',
        ' spaces ',
        'Mustard custard',
        '\u2028\u2029\u00a0',
        "=HYPERLINK('x')",
        '\\N',
        'NULL',
        'x'.repeat(random.int(300)),
      ]);
  }
}

/** Both blank or both given for the same row, because the row's number decides. */
function makeDegrees(
  random: Random,
  isLongitude: boolean,
  index: number,
  isFaulty: boolean,
): string {
  if (isFaulty) {
    return random.pick([
      '',
      '181',
      '-1.2.3',
      '1e1',
      'NaN',
      '+1',
      ' 1',
      '52,3',
      '0',
      `.${'1'.repeat(9)}`,
    ]);
  }
  if (index % 4 === 0) return '';
  return isLongitude
    ? random.pick(['-1.264032', '-8.7', '1.8', '-0', '0.0'])
    : random.pick(['52.370521', '49.8', '60.9', '053.1']);
}

function writeRow(random: Random, values: readonly string[], quoting: string, at: number): string {
  const written = values.map((value) => {
    const mustQuote = /[",\r\n]/.test(value);
    const wantsQuote = quoting === 'all' || (quoting === 'some' && random.chance(0.3));
    return mustQuote || (wantsQuote && at > 0) ? `"${value.replaceAll('"', '""')}"` : value;
  });
  return written.join(',');
}

function spoilRecord(random: Random, record: string): string {
  const at = random.int(record.length + 1);
  switch (random.int(7)) {
    case 0:
      return `${record},`;
    case 1:
      return record.replace(',', '');
    case 2:
      return `${record.slice(0, at)}"${record.slice(at)}`;
    case 3:
      return record.replace(/,([^",]+),/, ',"$1"x,');
    case 4:
      return record.slice(0, at);
    case 5:
      return `${record.slice(0, at)}\r${record.slice(at)}`;
    default:
      return record.replace(/,([^",]+),/, ', "$1",');
  }
}

function spoilHeader(random: Random, columns: readonly string[]): string[] {
  const spoilt = [...columns];
  const at = random.int(spoilt.length);
  switch (random.int(4)) {
    case 0:
      spoilt.splice(at, 1);
      break;
    case 1:
      spoilt[at] = random.pick([
        '',
        'crime id',
        'Month ',
        'Context',
        '__proto__',
        'x'.repeat(70_000),
      ]);
      break;
    case 2:
      spoilt.splice(at, 0, 'More');
      break;
    default:
      spoilt[at] = `"${spoilt[at] ?? ''}"`;
  }
  return spoilt;
}

function spoilFile(random: Random, text: string): Buffer {
  if (!random.chance(0.08)) return Buffer.from(text);
  switch (random.int(8)) {
    case 0:
      return Buffer.from(text, 'utf16le');
    case 1:
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 2:
      return Buffer.from(text, 'latin1');
    case 3:
      return Buffer.alloc(0);
    case 4:
      return Buffer.from(`<!DOCTYPE html><title>${text}`);
    case 5:
      return Buffer.from(text.replaceAll(',', ';'));
    case 6:
      return Buffer.from(`${text}"${'y'.repeat(random.int(1_500_000))}`);
    default:
      return Buffer.from(`${text}${random.pick(['\0', '\u001a', '"', '\r', ',', '\n\n\n'])}`);
  }
}

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: random.int(1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
