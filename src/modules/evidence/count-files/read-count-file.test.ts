import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSpreadsheet, makeZip, type TestCell } from '#tests/support/spreadsheet.ts';
import type { CountFileRefusalCode } from './count-file-rules.ts';
import { countFileLimit, readCountFile } from './read-count-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(content: string | Buffer) {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return readCountFile(path);
}

async function tableOf(content: string | Buffer) {
  const read_ = await read(content);
  if (!read_.ok) throw new Error(read_.refusal.sentence);
  return read_.table;
}

async function refusalOf(content: string | Buffer): Promise<CountFileRefusalCode | undefined> {
  const found = await read(content);
  return found.ok ? undefined : found.refusal.code;
}

const simple: TestCell[][] = [
  ['Month', 'Count'],
  ['2025-06', 4],
];

describe('a CSV file', () => {
  test('is read as texts with the line that each row starts on', async () => {
    const { headers, rows } = await tableOf('a,b\n1,"two\nlines"\n\n3,é\n');
    expect(headers).toEqual(['a', 'b']);
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, '1', 'two\nlines'],
      [5, '3', 'é'],
    ]);
  });

  test('may begin with a byte order mark, end its lines as Windows does, and use semicolons or tabs', async () => {
    const { headers, rows, notes } = await tableOf('\uFEFFa;b\r\n1;2\r\n');
    expect([headers, rows[0]?.cells, rows[0]?.raw]).toEqual([['a', 'b'], ['1', '2'], '1;2']);
    expect(notes.join(' ')).toMatch(/byte order mark.*semicolons/);
    expect((await tableOf('a\tb\n1\t2\n')).rows[0]?.cells).toEqual(['1', '2']);
  });

  test('may end each line in its own way', async () => {
    const { rows } = await tableOf('a,b\r\n1,2\n3,"x\r\ny"\r\n4,5\n');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['1', '2'],
      ['3', 'x\r\ny'],
      ['4', '5'],
    ]);
    expect((await tableOf('a;b\r1,0;2\r')).rows[0]?.cells).toEqual(['1,0', '2']);
  });

  test.each([
    ['line breaks inside values', 'a,b\r\n3,"x\r\n\r\ny"\r\n4,5\n', [2, 5], '4,5'],
    ['blank lines before rows', 'a,b\n1,2\r\n\r\n\n\r3,4\n', [2, 6], '3,4'],
  ])('with %s gives every row its own line and its own text', async (_what, text, lines, raw) => {
    const { rows } = await tableOf(text);
    expect(rows.map(({ line }) => line)).toEqual(lines);
    expect(rows.at(-1)?.raw).toBe(raw);
  });

  test.each([
    ['between rows', `a,b\n${'\n'.repeat(60_000)}1,2\n`],
    ['inside a value', `a,b\n1,"${'\n'.repeat(60_000)}2"\n`],
  ])('with very many line breaks %s is read as quickly as any other', async (_where, text) => {
    const began = performance.now();
    expect((await tableOf(text)).rows).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('whose column names come after a blank line may still use semicolons', async () => {
    expect((await tableOf('\n \na;b\n1;2\n')).headers).toEqual(['a', 'b']);
  });

  test('keeps every letter whole where the file is read in pieces', async () => {
    const line = `${'é€😀'.repeat(997)},2\n`;
    const { rows } = await tableOf(`a,b\n${line.repeat(40)}`);
    expect(new Set(rows.map(({ cells }) => cells[0]))).toEqual(new Set(['é€😀'.repeat(997)]));
  });

  test('with rows of another width has those rows marked, and blank rows are passed over with a note', async () => {
    const { rows, notes } = await tableOf('a,b\n1\n1,2\n,\n1,2,3\n');
    expect(rows.map(({ isRagged }) => isRagged)).toEqual([true, false, true]);
    expect(notes).toEqual(['1 blank row was passed over.']);
  });

  test.each<[string, string | Buffer, CountFileRefusalCode]>([
    ['nothing', '', 'empty'],
    ['blank lines only', '\n\n , \n', 'empty'],
    ['column names only', 'a,b\n', 'no-rows'],
    ['a web page', '<!DOCTYPE html><p>Sign in</p>', 'html'],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), 'utf-16'],
    ['an older encoding', Buffer.from('a,b\ncaf\xe9,2\n', 'latin1'), 'not-utf-8'],
    ['a NUL character', 'a,b\n1,\0\n', 'nul-character'],
    ['an unclosed quotation mark', 'a,b\n1,"2\n', 'broken-quote'],
    ['a row without end', `a,b\n"${'x,'.repeat(200_000)}`, 'row-too-long'],
    ['a column name twice', 'a,a\n1,2\n', 'column-repeated'],
    ['too many bytes', Buffer.alloc(countFileLimit + 1, 'a'), 'too-large'],
    ['too many rows', `a\n${'1\n'.repeat(100_001)}`, 'rows-too-many'],
  ])('with %s is refused', async (_what, content, code) => {
    expect(await refusalOf(content)).toBe(code);
  });
});

describe('a spreadsheet', () => {
  test('gives texts, numbers, dates, and the saved values of formulas with a note', async () => {
    const { headers, rows, notes } = await tableOf(
      makeSpreadsheet([
        {
          name: 'Counts',
          rows: [
            ['Month', 'Count', 'Measure'],
            [{ day: 45809 }, { formula: 'A1+1', value: 7 }, 'Seen'],
            ['2025-07', null, 'Seen'],
          ],
        },
        { name: 'Notes', rows: simple },
      ]),
    );
    expect(headers).toEqual(['Month', 'Count', 'Measure']);
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, '2025-06-01', '7', 'Seen'],
      [3, '2025-07', '', 'Seen'],
    ]);
    expect(notes.join(' ')).toMatch(/first sheet, “Counts”.*“Notes”.*1 cells are formulas/);
  });

  test('with a hidden row is read whole, and says so', async () => {
    const { notes } = await tableOf(makeSpreadsheet([{ name: 'S', rows: simple, hiddenRow: 2 }]));
    expect(notes.join(' ')).toContain('hidden');
  });

  test('with a value beside the named columns has that row marked', async () => {
    const rows: TestCell[][] = [...simple, ['2025-07', 5, 'stray']];
    const table = await tableOf(makeSpreadsheet([{ name: 'S', rows }]));
    expect(table.rows.map(({ isRagged }) => isRagged)).toEqual([false, true]);
  });

  const sheet = { name: 'S', rows: simple };
  const withCell = (cell: string): Buffer =>
    makeSpreadsheet([sheet], {
      'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="0"/>${cell}</row></sheetData></worksheet>`,
    });
  test.each<[string, Buffer, CountFileRefusalCode]>([
    [
      'a hidden sheet',
      makeSpreadsheet([sheet, { ...sheet, name: 'H', state: 'hidden' }]),
      'hidden-sheet',
    ],
    ['a very hidden sheet', makeSpreadsheet([{ ...sheet, state: 'veryHidden' }]), 'hidden-sheet'],
    ['macros', makeSpreadsheet([sheet], { 'xl/vbaProject.bin': 'x' }), 'macros'],
    [
      'external links',
      makeSpreadsheet([sheet], { 'xl/externalLinks/externalLink1.xml': 'x' }),
      'external-links',
    ],
    ['a password, or the old format', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old-or-protected'],
    [
      'a part that unpacks to far more',
      makeSpreadsheet([sheet], { 'xl/media/a': ' '.repeat(3_000_000) }),
      'too-dense',
    ],
    [
      'parts that lie about their size',
      makeZip({ 'xl/workbook.xml': 'x'.repeat(5_000) }, 10),
      'damaged',
    ],
    ['a failed formula', withCell('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), 'failed-cells'],
    ['a formula without its value', withCell('<c r="B2"><f>A1</f></c>'), 'formulas-without-values'],
    [
      'a NUL in a cell',
      withCell('<c r="B2" t="inlineStr"><is><t>a&#0;</t></is></c>'),
      'nul-character',
    ],
    ['a tag without end', withCell(`<c ${'x'.repeat(20_000)}>`), 'damaged'],
    ['an end cut off', makeSpreadsheet([sheet]).subarray(0, 900), 'damaged'],
    ['no workbook in it', makeZip({ 'notes.txt': 'hello' }), 'not-a-spreadsheet'],
    [
      'no sheet that can be read',
      makeSpreadsheet([sheet], { 'xl/worksheets/sheet1.xml': 'junk' }),
      'damaged',
    ],
  ])('with %s is refused', async (_what, content, code) => {
    expect(await refusalOf(content)).toBe(code);
  });
});

test.each([
  ['cells that begin and never end', '<c r="A1">'.repeat(200_000)],
  ['tags that begin and never end', '<c '.repeat(200_000)],
  ['a cell at the far end of the sheet', '<row r="1"><c r="XFD1048576"><v>1</v></c></row>'],
  ['rows as wide as a sheet may be', '<row><c r="XFD1"><v>1</v></c></row>'.repeat(50_000)],
])('a spreadsheet with %s is told of within seconds', async (_what, cells) => {
  // Noise, so that it packs no better than an honest sheet.
  const noise = Array.from({ length: 4_000 }, (_, at) =>
    createHash('sha256').update(`${at}`).digest('hex'),
  );
  const content = `<worksheet><sheetData>${cells}</sheetData><!--${noise.join('')}--></worksheet>`;
  const began = performance.now();
  const found = await read(
    makeSpreadsheet([{ name: 'S', rows: [] }], { 'xl/worksheets/sheet1.xml': content }),
  );
  expect(found.ok).toBe(false);
  expect(performance.now() - began).toBeLessThan(10_000);
});

test.each([
  ['two cells a whole sheet apart', ['A1', 'XFD1048576']],
  ['a thousand columns of a hundred thousand rows', ['A1', 'ALL100000']],
  ['a cell beyond the end of any sheet', ['A1', 'ZZZZZZ99999999999']],
  ['a row beyond the end of any sheet', ['A1', 'A1048577']],
])('a spreadsheet with %s is not unpacked', async (_what, addresses) => {
  const cells = addresses.map((address) => `<row><c r="${address}"><v>1</v></c></row>`);
  const content = `<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`;
  const file = makeSpreadsheet([{ name: 'S', rows: [] }], { 'xl/worksheets/sheet1.xml': content });
  expect(await refusalOf(file)).toBe('too-dense');
});

test('a large CSV file is read in turns with everything else', async () => {
  const text = `a,b\n${'some words of a partner,1\n'.repeat(30_000)}`;
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  try {
    expect((await tableOf(text)).rows).toHaveLength(30_000);
  } finally {
    clearInterval(counting);
  }
  expect(turns).toBeGreaterThan(5);
});
