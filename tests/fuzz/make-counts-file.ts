import { makeSpreadsheet, makeZip, type TestCell } from '#tests/support/spreadsheet.ts';
import type { Random } from './random.ts';

export const countColumns = {
  part: 'part',
  area: 'area code',
  month: 'month',
  count: 'seen',
  source: 'who counted',
} as const;

/**
 * A file of counts; `rows` under its heading, undefined when it must be refused, 'any' when it may be.
 * `cells` are the texts of a sound sheet, its heading first.
 */
export type MadeCounts = {
  bytes: Buffer;
  rows: number | undefined | 'any';
  cells?: readonly (readonly string[])[];
};

const headings = Object.values(countColumns);

type Texts = readonly [string, ...string[]];
type Heading = (typeof headings)[number];

const sound: Readonly<Record<Heading, Texts>> = {
  part: ['indoors', 'quayside', 'INDOORS', 'Violence indoors', 'quayside violence'],
  'area code': ['E01000001', 'e01000002', 'W99000001'],
  month: ['2025-06', '06/2025', 'June 2025', 'Jun. 2025', '2025-07-31'],
  seen: ['0', '', '4', '12', '999999999', '007'],
  'who counted': ['Clinic', 'Clinic', 'A&E', 'c\r\nd', '\ufffe', '@SUM(1)'],
};

const faulty: Readonly<Record<Heading, Texts>> = {
  part: ['', 'Outdoors', '=part', 'x'.repeat(300)],
  'area code': ['E06000001', 'Town', 'a\nb', '\u200b', '😀', 'E0100001'],
  month: ['01/06/2025', '2027-01', '2025-13', ''],
  seen: ['-1', '1,000', '1.5', '9999999999', 'five', '٣'],
  'who counted': ['Demonstration: Clinic', '', 'y'.repeat(201)],
};

/** Counts as partners send them, in CSV or in a spreadsheet, sound, odd and hostile. */
export function makeCountsFile(random: Random, isSheet: boolean): MadeCounts {
  const faults = random.pick([0, 0.05, 0.3]);
  const rows: string[][] = [];
  for (let left = random.int(12); left > 0; left -= 1) {
    const before = rows[random.int(rows.length + 1)];
    if (before !== undefined && random.chance(0.2)) {
      // The same again, or the same with another count.
      const count = random.chance(0.5) ? before[3] : random.pick(sound.seen);
      rows.push(before.map((value, at) => (at === 3 ? (count ?? '') : value)));
      continue;
    }
    const from = (heading: Heading): Texts => (random.chance(faults) ? faulty : sound)[heading];
    rows.push(headings.map((heading) => random.pick(from(heading))));
  }
  return isSheet ? makeSheet(random, rows) : makeCsv(random, rows);
}

function makeCsv(random: Random, rows: readonly string[][]): MadeCounts {
  const separator = random.pick([',', ',', ';', '\t']);
  const lineBreak = random.pick(['\n', '\r\n', '\r', 'mixed']);
  const records = [[...headings], ...rows].map((row, at) => {
    const spoilt = at > 0 && random.chance(0.06) ? row.slice(0, random.int(5)).concat(['x']) : row;
    return spoilt
      .map((value) => {
        const mustQuote = value.includes(separator) || /[\r\n]/.test(value);
        return mustQuote || random.chance(0.2) ? `"${value}"` : value;
      })
      .join(separator);
  });
  const text = records
    .map((record) => `${record}${lineBreak === 'mixed' ? random.pick(['\n', '\r\n']) : lineBreak}`)
    .join(random.chance(0.1) ? '\n' : '');
  const mark = random.chance(0.2) ? '\uFEFF' : '';
  if (!random.chance(0.1)) {
    const bytes = Buffer.from(`${mark}${text}`);
    return { bytes, rows: rows.length === 0 ? undefined : rows.length };
  }
  const spoilt = [
    Buffer.from(text, 'utf16le'),
    Buffer.from(`${text}\0`),
    Buffer.from(`<html>${text}`),
    Buffer.from(`${text}"open`),
    Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x0a]),
  ] as const;
  return { bytes: random.pick(spoilt), rows: undefined };
}

function makeSheet(random: Random, rows: readonly string[][]): MadeCounts {
  const odd = random.chance(0.1) ? random.pick(oddTexts) : undefined;
  const cells = [[...headings], ...rows].map((row, at) =>
    row.map((value) => (odd !== undefined && at === 1 ? odd : asCell(value, random.chance(0.5)))),
  );
  const rowCount = rows.length === 0 ? undefined : odd === undefined ? rows.length : 'any';
  if (random.chance(0.6)) {
    const bytes = makeSpreadsheet([{ name: 'Counts', rows: cells }]);
    const texts = [[...headings], ...rows].map((row) => row.map(asText));
    return { bytes, rows: rowCount, ...(rowCount === rows.length && { cells: texts }) };
  }
  const sheet = { name: 'Counts', rows: cells };
  const spoilings: readonly [() => Buffer, ...(() => Buffer)[]] = [
    () => makeSpreadsheet([sheet, { name: 'Secret', state: 'hidden', rows: [] }]),
    () => makeSpreadsheet([sheet], { 'xl/vbaProject.bin': 'x' }),
    () => makeSpreadsheet([sheet], { 'xl/externalLinks/externalLink1.xml': 'x' }),
    () => makeSpreadsheet([sheet], { 'xl/media/a.bin': 'a'.repeat(3_000_000) }),
    () => makeZip({ 'xl/workbook.xml': 'x' }, 2_000_000),
    () => makeZip({ 'other.txt': 'x' }),
    () => makeSpreadsheet([sheet]).subarray(0, 4 + random.int(900)),
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
    () => makeSpreadsheet([sheet], { 'xl/worksheets/sheet1.xml': hostileSheet(random) }),
  ];
  return { bytes: random.pick(spoilings)(), rows: undefined };
}

/** As they may stand in a cell's XML; a reader makes of them what no cell should hold. */
const oddTexts = ['&#0;', 'a_x0000_b', '&#xD800;', '&#x1F;x', '<![CDATA[x]]>'] as const;

function asCell(value: string, asNumber: boolean): TestCell {
  if (/^(0|[1-9]\d{0,8})$/.test(value) && asNumber) return Number(value);
  if (value === '') return null;
  return asText(value).replaceAll('&', '&amp;');
}

/** A cell's XML has no character for this one, and line breaks of another kind. */
function asText(value: string): string {
  return value.replaceAll('\ufffe', '?').replaceAll('\r\n', '\n');
}

/** Sheets that try a reader's patience or memory. None of them has a heading and a row that fit it. */
function hostileSheet(random: Random): string {
  const sheet = (inside: string): string =>
    `<worksheet><sheetData>${inside}</sheetData></worksheet>`;
  return random.pick([
    sheet('<c '.repeat(100_000)),
    sheet('<c r="A1">'.repeat(40_000)),
    sheet('<row r="1"><c r="XFD1048576"><v>1</v></c></row>'),
    sheet('<row r="1"><c r="ZZZZZZ99999999999"><v>1</v></c></row>'),
    `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(100)}">]>${sheet('&b;')}`,
    sheet('<row><c t="s"><v>99999999999</v></c></row>'),
    '<a>'.repeat(50_000),
    sheet(''),
    'x',
  ]);
}
