import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord, writeRecord } from './csv-record.ts';
import { readRecords, type CsvRecord } from './read-records.ts';
import { openRecordScanner } from './record-scanner.ts';

const columns = 3;

async function readAll(text: string, chunkBytes = 7): Promise<CsvRecord[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(chunks())) records.push(...batch);
  return records;
}

function scan(text: string, chunkBytes = 5) {
  const scanner = openRecordScanner(columns);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    scanner.push(bytes.subarray(at, at + chunkBytes));
  }
  return scanner.finish();
}

describe('one record', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    [',,', ['', '', '']],
    ['a,"b, c",d\r', ['a', 'b, c', 'd']],
    ['"say ""so""","",x', ['say "so"', '', 'x']],
    ['The "Old" Inn,b', ['The "Old" Inn', 'b']],
    ['"two\nlines",b', ['two\nlines', 'b']],
  ])('%j has the values %j', (text, values) => {
    expect(parseRecord(text)).toEqual({ kind: 'values', values });
  });

  it('goes on in the next line while a quotation mark is open', () => {
    expect(parseRecord('a,"b,c')).toEqual({ kind: 'open' });
    expect(parseRecord('a,"b""')).toEqual({ kind: 'open' });
  });

  it('is broken when text follows a closing quotation mark', () => {
    expect(parseRecord('"a"b,c')).toEqual({ kind: 'broken' });
  });
});

describe('a file', () => {
  it('gives each record the line an editor shows, also after a value of several lines', async () => {
    const records = await readAll('a,b,c\r\n\r\n"x\ny",é,\n"bad"quote,1,2\nlast,1,2');
    expect(records).toEqual([
      { line: 1, raw: 'a,b,c', values: ['a', 'b', 'c'] },
      { line: 3, raw: '"x\ny",é,', values: ['x\ny', 'é', ''] },
      { line: 5, raw: '"bad"quote,1,2', values: undefined },
      { line: 6, raw: 'last,1,2', values: ['last', '1', '2'] },
    ]);
  });

  it('is read as an independent reader reads it, wherever the chunks fall', async () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', '\n', '\r', ' ') });
    const rows = fc.array(fc.array(value, { minLength: columns, maxLength: columns }));
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 20 }), async (written, chunkBytes) => {
        const text = written.map((row) => `${writeRecord(row)}\n`).join('');
        const theirs = parse(text, { record_delimiter: '\n' });
        expect(theirs).toEqual(written);
        expect((await readAll(text, chunkBytes)).map(({ values }) => values)).toEqual(written);
      }),
    );
  });

  it('has as many records by its bytes as when it is read, however it is mangled', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', ',', ',', '"', '\n', '\n', '\r\n', '\r'),
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (mangled, chunkBytes) => {
        const found = scan(mangled, chunkBytes);
        const whole = scan(mangled, 1000);
        expect(found.problem).toEqual(whole.problem);
        if (found.problem) return;
        expect(found).toEqual(whole);
        expect(await readAll(mangled, chunkBytes)).toHaveLength(found.records);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what a pass over the bytes finds', () => {
  it('counts records and blank lines, with or without a line break at the end', () => {
    expect(scan('a,b,c\n1,2,3\n\n4,5,6')).toMatchObject({ records: 3, blankLines: 1, plain: true });
    expect(scan('a,b,c\r\n1,2,3\r\n')).toMatchObject({ records: 2, lineBreaks: 'windows' });
    expect(scan('a,b,c\r\n1,2,3\n')).toMatchObject({ lineBreaks: 'mixed', plain: false });
  });

  it('names the line of a quotation mark that is never closed', () => {
    expect(scan('a,b,c\n1,"2,3\n4,5,6\n').problem).toEqual({ code: 'unclosed-quote', line: 2 });
  });

  it('is not misled by a later quotation mark that happens to close it', () => {
    const text = 'a,b,c\n1,"2,3\n4,5,6\n7,"8",9\n';
    expect(scan(text).problem).toEqual({ code: 'unclosed-quote', line: 2 });
    expect(scan('a,b,c\n1,"2,3\n4,5",6,7\n').problem).toEqual({ code: 'unclosed-quote', line: 2 });
    expect(scan('a,b,c\n1,"2\n3",4\n').problem).toBeUndefined();
  });

  it('gives up on a line that never ends', () => {
    expect(scan('a'.repeat(3_000_000), 65_536).problem).toEqual({
      code: 'record-too-long',
      line: 1,
    });
  });

  it.each(['a"b,c,d\n', '"a"b,c,d\n', 'a,b\rc,d\n', 'a,b,c\r', 'a,b,c,\n', 'a,b\n'])(
    'is in doubt about %j',
    (text) => {
      expect(scan(text).plain).toBe(false);
    },
  );
});
