import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NoRoom } from '#platform/http/failures.ts';
import type { DiskSpace } from './disk-space.ts';
import { FileTooLarge, openFileStore, readLocalFile } from './file-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const megabyte = 1024 * 1024;

async function keptIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('a kept file', () => {
  test('holds exactly the bytes that came, under the name of their hash', async () => {
    const store = await openFileStore(folder);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (chunks) => {
        const content = Buffer.concat(chunks);
        const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
        const kept = await store.keep(stream, megabyte);
        expect(kept).toEqual({
          sha256: createHash('sha256').update(content).digest('hex'),
          bytes: content.length,
          path: store.pathOf(kept.sha256),
        });
        expect((await readFile(kept.path)).equals(content)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('is kept once, however often and however much at once it comes', async () => {
    const store = await openFileStore(folder);
    const kept = await Promise.all(
      Array.from({ length: 5 }, () => store.keep(Readable.from([Buffer.from('same')]), megabyte)),
    );
    expect(new Set(kept.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await keptIn(folder)).toEqual([kept[0]?.sha256]);
  });

  test('can be read by nobody else on the machine', async () => {
    const store = await openFileStore(folder);
    const { path } = await store.keep(Readable.from([Buffer.from('private')]), megabyte);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  test('may be as large as the limit and not one byte larger', async () => {
    const store = await openFileStore(folder);
    await store.keep(Readable.from([Buffer.alloc(60), Buffer.alloc(40)]), 100);
    const tooLarge = store.keep(Readable.from([Buffer.alloc(60), Buffer.alloc(41)]), 100);
    await expect(tooLarge).rejects.toThrow(FileTooLarge);
    expect(await keptIn(folder)).toHaveLength(1);
  });

  test('is nothing at all when it stops coming halfway', async () => {
    const store = await openFileStore(folder);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('the first half');
        throw new Error('the connection was lost');
      })(),
    );
    await expect(store.keep(broken, megabyte)).rejects.toThrow('the connection was lost');
    expect(await keptIn(folder)).toEqual([]);
  });
});

describe('on a disk that is nearly full', () => {
  const nearlyFull = async (): Promise<DiskSpace> => ({ size: 100 * megabyte, free: megabyte });

  test('nothing more is taken in, and what is kept can still be found', async () => {
    const before = await openFileStore(folder);
    const kept = await before.keep(Readable.from([Buffer.from('early')]), megabyte);
    const store = await openFileStore(folder, nearlyFull);
    const late = store.keep(Readable.from([Buffer.from('late')]), megabyte);
    await expect(late).rejects.toThrow(NoRoom);
    expect(await keptIn(folder)).toEqual([kept.sha256]);
  });

  test('what the service makes itself is kept all the same', async () => {
    const store = await openFileStore(folder, nearlyFull);
    const content = Readable.from([Buffer.from('ours')]);
    const { path } = await store.keep(content, megabyte, { madeHere: true });
    expect(await readFile(path, 'utf8')).toBe('ours');
  });
});

describe('a file that has arrived', () => {
  test('is kept when it is accepted, and not before', async () => {
    const store = await openFileStore(folder);
    const arrived = await store.receive(Readable.from([Buffer.from('new')]), megabyte);
    await expect(stat(store.pathOf(arrived.sha256))).rejects.toThrow('no such file');
    const { path } = await arrived.keep();
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('is gone when it is refused, and the same bytes of another stay', async () => {
    const store = await openFileStore(folder);
    const arrive = () => store.receive(Readable.from([Buffer.from('same')]), megabyte);
    const [accepted, refused] = [await arrive(), await arrive()];
    const { path, sha256 } = await accepted.keep();
    await refused.drop();
    expect(await keptIn(folder)).toEqual([sha256]);
    expect(await readFile(path, 'utf8')).toBe('same');
  });
});

describe('after a crash', () => {
  test('what was being received a day ago is cleared away, and what is younger stays', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    const twoDaysAgo = (performance.timeOrigin + performance.now()) / 1000 - 2 * 86_400;
    await writeFile(join(incoming, 'old'), 'half');
    await utimes(join(incoming, 'old'), twoDaysAgo, twoDaysAgo);
    await writeFile(join(incoming, 'young'), 'another process is receiving this');
    await openFileStore(folder);
    expect(await readdir(incoming)).toEqual(['young']);
  });

  test('a process with the same number as the one that died receives files at once', async () => {
    const incoming = join(folder, 'incoming');
    await mkdir(incoming);
    const left = Array.from({ length: 3 }, (_, n) => join(incoming, `${process.pid}-${n}`));
    for (const path of left) await writeFile(path, 'half');
    const store = await openFileStore(folder);
    const content = Readable.from([Buffer.from('whole')]);
    const { path } = await store.keep(content, megabyte);
    expect(await readFile(path, 'utf8')).toBe('whole');
  });
});

test('only a file can be read from this machine, and the words say what else it was', async () => {
  await expect(readLocalFile(folder)).rejects.toThrow(`${folder} is not a file.`);
  await expect(readLocalFile(join(folder, 'missing'))).rejects.toThrow('no such file');
});
