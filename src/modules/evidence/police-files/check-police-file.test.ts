import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPoliceFile } from './check-police-file.ts';
import { fileRefusal } from './file-rules.ts';
import { openAllowance } from './import-limits.ts';
import { policeColumns } from './police-row.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const header = policeColumns.join(',');
const row = ',2025-06,Invented Police,Invented Police,,,No Location,,,Robbery,,';
const file = `${header}\n${row}\n`;

const options = () => ({ allowance: openAllowance(100_000_000), mostBytes: 50_000_000 });

async function check(content: string | Buffer, name = 'sent.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  return checkPoliceFile({ path, name }, options());
}

async function refusalOf(content: string | Buffer) {
  const checked = await check(content);
  if (checked.kind !== 'refused') throw new Error('the file was not refused');
  return checked.refusal;
}

describe('a file that a spreadsheet program saved with semicolons', () => {
  it('is refused in words its sender can use', async () => {
    const refusal = await refusalOf(file.replaceAll(',', ';'));
    expect(refusal.code).toBe('semicolons');
    expect(refusal.whatToDo).toContain('with commas');
  });
});

describe('a file is read', () => {
  it('plain or packed, whatever its name ends in', async () => {
    const rows = { kind: 'readable', rows: 1, plain: true, notes: [] };
    expect(await check(file)).toMatchObject({ ...rows, compression: 'none' });
    expect(await check(gzipSync(file))).toMatchObject({ ...rows, compression: 'gzip' });
  });

  it('without a line break at its end', async () => {
    expect(await check(file.trimEnd())).toMatchObject({ kind: 'readable', rows: 1 });
  });

  it.each([
    ['byte-order-mark', `\ufeff${file}`],
    ['reordered-columns', `${policeColumns.toReversed().join(',')}\n${row}\n`],
    ['windows-line-breaks', file.replaceAll('\n', '\r\n')],
    ['mixed-line-breaks', `${header}\r\n${row}\n`],
    ['blank-lines', `${header}\n\n${row}\n\n`],
  ])('with a note: %s', async (code, content) => {
    const checked = await check(content);
    expect(checked).toMatchObject({ kind: 'readable', rows: 1 });
    expect('notes' in checked && checked.notes.map((note) => note.code)).toEqual([code]);
  });
});

it('a street with “mustard” in it where an archive would name itself is a street', async () => {
  const start = `${header}\n${row}\n`.indexOf('No Location');
  const long = row.replace('No Location', `${'x'.repeat(257 - start)}ustard Lane`);
  expect(await check(`${header}\n${long}\n`)).toMatchObject({ kind: 'readable', rows: 1 });
});

describe('a file is refused', () => {
  const word = Buffer.from(file, 'utf16le');
  it.each<[string, string | Buffer]>([
    ['empty', ''],
    ['empty', gzipSync('')],
    ['no-rows', `${header}\n`],
    ['archive-inside', Buffer.from('PK\u0003\u0004\u0014street.csv')],
    ['archive-unknown', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
    ['archive-unknown', Buffer.from('Rar!\u001a')],
    [
      'archive-unknown',
      Buffer.concat([Buffer.from('a.csv'), Buffer.alloc(252), Buffer.from('ustar')]),
    ],
    ['spreadsheet', Buffer.from('PK\u0003\u0004\u0014[Content_Types].xml')],
    ['spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['html', '\n<!DOCTYPE html><title>Not found</title>'],
    ['html', '\ufeff<html><body>Error</body></html>'],
    ['utf-16', Buffer.concat([Buffer.from([0xff, 0xfe]), word])],
    ['utf-16', word],
    ['nul-character', `${file}${row.replace('Robbery', 'Rob\0bery')}\n`],
    ['undecodable', Buffer.from(file.replace('No Location', 'Caf\u00e9'), 'latin1')],
    ['undecodable', Buffer.concat([Buffer.from(file), Buffer.from([0xc3])])],
    ['gzip-truncated', gzipSync(file).subarray(0, -9)],
    ['gzip-damaged', Buffer.concat([gzipSync(file).subarray(0, 10), Buffer.from('not deflate')])],
    ['gzip-too-dense', gzipSync(`${header}\n${`${row}\n`.repeat(200_000)}`)],
    ['columns-unknown', 'Crime ID,Month\n1,2025-06\n'],
    ['unclosed-quote', `${file}${row.replace('No Location', '"No Location')}\n${row}\n`],
    ['record-too-long', `${header}\n${'x'.repeat(2_000_000)}\n`],
  ])('as %s', async (code, content) => {
    const { sentence, ...refusal } = await refusalOf(content);
    const plain = fileRefusal(refusal.code);
    expect(refusal).toEqual({ code, whatToDo: plain.whatToDo });
    expect(sentence.startsWith(plain.sentence)).toBe(true);
  });

  it('when it holds more than a file may', async () => {
    const path = join(folder, 'large.csv');
    await writeFile(path, file.repeat(10));
    const few = { allowance: openAllowance(100_000), mostBytes: file.length };
    expect(await checkPoliceFile({ path, name: 'large.csv' }, few)).toMatchObject({
      refusal: { code: 'file-too-large' },
    });
  });

  it('with the columns named', async () => {
    const wrong = header.replace('Month', 'Date').replace('Context', 'Location');
    expect((await refusalOf(`${wrong}\n${row}\n`)).sentence).toBe(
      'The file does not have the columns of a data.police.uk street file. ' +
        'Missing: “Month”, “Context”. Not known: “Date”. More than once: “Location”.',
    );
  });

  it('with the line named', async () => {
    const quoted = `${file}${row.replace('No Location', '"No Location')}\n${row}\n`;
    expect((await refusalOf(quoted)).sentence).toContain('It is on line 3.');
    const empty = `${file}${row}\n${row.replace('Robbery', 'Rob\0bery')}\n`;
    expect((await refusalOf(empty)).sentence).toContain('The first is on line 4.');
  });

  it('but a file that is not there is a fault, not a refusal', async () => {
    const path = join(folder, 'missing.csv');
    await expect(checkPoliceFile({ path, name: 'missing.csv' }, options())).rejects.toThrow(
      /ENOENT/,
    );
  });
});
