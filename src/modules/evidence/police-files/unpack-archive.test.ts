import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeZip64 } from '#tests/fuzz/make-zip64.ts';
import { makeZip, type ZipContent } from '#tests/support/zip-archive.ts';
import { unpackArchive } from './unpack-archive.ts';

let folder: string;
let archives = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const street = '2025-06/2025-06-warwickshire-street.csv';
const content = 'Crime ID,Month\nin no way a real one,2025-06\n';

async function unpackBytes(bytes: Buffer, mostBytes = 10_000_000) {
  const place = join(folder, String((archives += 1)));
  await mkdir(place);
  const path = join(place, 'sent');
  await writeFile(path, bytes);
  const order = { folder: join(place, 'unpacked'), mostBytes };
  return unpackArchive({ path, name: 'archive.zip' }, order);
}

const unpack = (...contents: readonly ZipContent[]) => unpackBytes(makeZip(contents));

async function codeOf(bytes: Buffer, mostBytes?: number): Promise<string> {
  const unpacked = await unpackBytes(bytes, mostBytes);
  return unpacked.kind === 'refused' ? unpacked.refusal.code : 'unpacked';
}

describe('an archive as data.police.uk makes it', () => {
  it('gives its street files, each by its own name, and says how many others were passed over', async () => {
    const unpacked = await unpack(
      { name: '2025-06/', mode: 0o40755 },
      { name: street, content },
      { name: '2025-06/2025-06-warwickshire-outcomes.csv', content: 'x' },
      { name: '2025-06/2025-06-warwickshire-stop-and-search.csv', content: 'x' },
      { name: '2025-07/2025-07-warwickshire-street.csv', content: `${content}more\n` },
      { name: '2025-07/2025-07-warwickshire-outcomes.csv', content: 'x' },
      { name: '__MACOSX/2025-06/._2025-06-warwickshire-street.csv', content: 'x' },
      { name: '2025-06/.DS_Store', content: 'x' },
    );
    if (unpacked.kind === 'refused') throw new Error(unpacked.refusal.sentence);
    expect(unpacked.files.map(({ name }) => name)).toEqual([
      'archive.zip: 2025-06/2025-06-warwickshire-street.csv',
      'archive.zip: 2025-07/2025-07-warwickshire-street.csv',
    ]);
    expect(unpacked.passedOver).toBe(
      '2 outcomes files, 1 stop and search file, 1 folder and 2 files that a computer adds by itself',
    );
    const [first] = unpacked.files;
    expect(await readFile(first?.path ?? '', 'utf8')).toBe(content);
    expect(first?.bytes).toBe(content.length);
  });

  it('may be written as zip64, as one that grew while it was made', async () => {
    const files = ['a-street.csv', 'b-street.csv'].map((name) => ({
      name,
      content: Buffer.from(name),
    }));
    const unpacked = await unpackBytes(makeZip64(files));
    if (unpacked.kind === 'refused') throw new Error(unpacked.refusal.sentence);
    const contents = await Promise.all(unpacked.files.map(({ path }) => readFile(path, 'utf8')));
    expect(contents).toEqual(['a-street.csv', 'b-street.csv']);
    expect(await codeOf(makeZip64(files).subarray(0, -30))).toBe('zip-damaged');
  });

  it('may hold any number of bytes that are passed over', async () => {
    const outcomes = { name: 'a-outcomes.csv', content: 'x'.repeat(5_000), isStored: true };
    expect(await codeOf(makeZip([outcomes, { name: street, content }]), 1_000)).toBe('unpacked');
    expect(await codeOf(makeZip([{ ...outcomes, name: street }]), 1_000)).toBe('zip-too-large');
  });

  it('may name a file twice, which are two files', async () => {
    const unpacked = await unpack({ name: 'a.csv', content }, { name: 'a.csv', content: 'other' });
    expect('files' in unpacked && unpacked.files.map(({ bytes }) => bytes)).toEqual([
      content.length,
      5,
    ]);
  });

  it('may hold its files as they are, and empty ones, and names in any script', async () => {
    const unpacked = await unpack(
      { name: 'stored.csv', content, isStored: true },
      { name: 'empty.csv', isStored: true },
      { name: 'Cafe\u0301 – 2025-06.csv', content },
    );
    expect('files' in unpacked && unpacked.files.map(({ bytes }) => bytes)).toEqual([
      content.length,
      0,
      content.length,
    ]);
  });
});

describe('a whole archive is refused', () => {
  const large = 'x'.repeat(3_000_000);
  it.each<[string, readonly ZipContent[]]>([
    ['zip-hostile-path', [{ name: '/etc/passwd', content }]],
    ['zip-hostile-path', [{ name: '../2025-06-street.csv', content }]],
    ['zip-hostile-path', [{ name: 'a/../../b-street.csv', content }]],
    ['zip-hostile-path', [{ name: '..\\b-street.csv', content }]],
    ['zip-hostile-path', [{ name: 'C:b-street.csv', content }]],
    ['zip-hostile-path', [{ name: 'a\0-street.csv', content }]],
    ['zip-hostile-path', [{ name: 'a\u001b[2J-street.csv', content }]],
    ['zip-hostile-path', [{ name: '', content }]],
    ['zip-hostile-path', [{ name: `${'long'.repeat(400)}.csv`, content }]],
    [
      'zip-hostile-path',
      [
        { name: street, content },
        { name: '../x-outcomes.csv', content },
      ],
    ],
    ['zip-link', [{ name: street, content: '/etc/passwd', mode: 0o120777 }]],
    ['zip-link', [{ name: street, mode: 0o020666 }]],
    ['zip-encrypted', [{ name: street, content, flags: 1 }]],
    ['zip-encrypted', [{ name: street, content, flags: 0x41 }]],
    ['zip-method', [{ name: street, content, method: 12 }]],
    ['zip-too-dense', [{ name: street, content: large }]],
    ['zip-damaged', [{ name: street, content: large, claimedBytes: 200_000 }]],
    ['zip-damaged', [{ name: street, content, claimedBytes: content.length + 1 }]],
    ['zip-damaged', [{ name: street, content, crc: 1 }]],
    ['zip-damaged', [{ name: street, content, innerName: '2025-06/2025-07-elsewhere-street.csv' }]],
    [
      'zip-overlapping',
      [
        { name: 'a.csv', content },
        { name: 'a.csv', content, sharesWith: 0 },
      ],
    ],
    ['zip-without-street-files', []],
    ['zip-without-street-files', [{ name: 'a-outcomes.csv', content }]],
    [
      'spreadsheet',
      [
        { name: '[Content_Types].xml', content },
        { name: 'xl/a.xml', content },
      ],
    ],
  ])('as %s', async (code, contents) => {
    expect(await codeOf(makeZip(contents))).toBe(code);
  });

  it('when it hides entries, claims too many, or is cut short anywhere', async () => {
    const honest = makeZip([
      { name: street, content },
      { name: 'b.csv', content },
    ]);
    expect(
      await codeOf(
        makeZip(
          [
            { name: 'a.csv', content },
            { name: 'b.csv', content },
          ],
          1,
        ),
      ),
    ).toBe('zip-damaged');
    expect(await codeOf(makeZip([{ name: 'a.csv', content }], 30_000))).toBe(
      'zip-too-many-entries',
    );
    for (let length = 4; length < honest.length; length += 7) {
      expect(await codeOf(honest.subarray(0, length))).toBe('zip-damaged');
    }
  });

  it('when it unpacks to more than the import may hold', async () => {
    const bytes = makeZip([
      { name: 'a.csv', content },
      { name: 'b.csv', content },
    ]);
    expect(await codeOf(bytes, content.length * 2)).toBe('unpacked');
    expect(await codeOf(bytes, content.length * 2 - 1)).toBe('zip-too-large');
  });

  it('before a byte of it is unpacked, and writes nothing outside its folder', async () => {
    await unpack({ name: street, content }, { name: '../../escaped.csv', content });
    const place = join(folder, String(archives));
    expect(await readdir(place)).toEqual(['sent']);
    expect(await readdir(folder)).not.toContain('escaped.csv');
  });
});

it('whatever bytes of an archive are changed, it is unpacked or refused, and nothing else', async () => {
  const honest = makeZip([
    { name: street, content },
    { name: 'b-outcomes.csv', content: 'x' },
  ]);
  const change = fc.tuple(fc.nat({ max: honest.length - 1 }), fc.constantFrom(0, 1, 0x7f, 0xff));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const changed = Buffer.from(honest);
      for (const [at, byte] of changes) changed[at] = byte;
      expect(['unpacked', 'refused']).toContain((await unpackBytes(changed)).kind);
    }),
    { numRuns: 200 },
  );
});
