import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { findPassedOver, passedOverInWords, type PassedOver } from './archive-entry.ts';
import type { SentFile } from './check-police-file.ts';
import type { FileRefusal } from './file-rules.ts';
import { isTooDense } from './import-limits.ts';
import { listArchive, toRefusal, type ListedEntry } from './list-archive.ts';
import { FileRefused } from './refused.ts';

/** A file that came out of an archive. */
export interface UnpackedFile extends SentFile {
  readonly sha256: string;
  readonly bytes: number;
}

export type UnpackedArchive =
  | {
      readonly kind: 'unpacked';
      readonly files: readonly UnpackedFile[];
      /** What was passed over, in words; blank when nothing was. */
      readonly passedOver: string;
    }
  | { readonly kind: 'refused'; readonly refusal: FileRefusal };

export interface UnpackOrder {
  /** Made if missing. Files are numbered in it: no name of the archive ever becomes a path. */
  readonly folder: string;
  /** The most bytes that may come out of it. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks the files of a zip archive that may be street files, each named “archive.zip: its/own/name.csv”, or
 * says why the whole archive is refused. What it claims is checked before anything is unpacked, and checked
 * again against what comes out. Throws only when the disk fails or the signal fires.
 */
export async function unpackArchive(
  archive: SentFile,
  order: UnpackOrder,
): Promise<UnpackedArchive> {
  try {
    const entries = await listArchive(archive.path, order.mostBytes);
    const passed: PassedOver[] = [];
    const files: UnpackedFile[] = [];
    await mkdir(order.folder, { recursive: true });
    for (const entry of entries) {
      const kind = findPassedOver(entry.name);
      if (kind !== undefined) {
        passed.push(kind);
        continue;
      }
      const path = join(order.folder, `${String(files.length + 1).padStart(5, '0')}.csv`);
      const unpacked = await unpackEntry(archive.path, entry, path, order.signal);
      files.push({ name: `${archive.name}: ${entry.name}`, path, ...unpacked });
    }
    const passedOver = passedOverInWords(passed);
    if (files.length === 0) {
      const detail = passedOver === '' ? 'It is empty.' : `It has ${passedOver}.`;
      throw new FileRefused('zip-without-street-files', detail);
    }
    return { kind: 'unpacked', files, passedOver };
  } catch (thrown) {
    order.signal?.throwIfAborted();
    const problem = toRefusal(thrown);
    if (!(problem instanceof FileRefused)) throw problem;
    return { kind: 'refused', refusal: problem.refusal };
  }
}

async function unpackEntry(
  archivePath: string,
  entry: ListedEntry,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; bytes: number }> {
  const content = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  let bytes = 0;
  let check = 0;
  try {
    for await (const chunk of readEntry(archivePath, entry, signal)) {
      bytes += chunk.length;
      if (bytes > entry.bytes) throw new FileRefused('zip-damaged');
      if (isTooDense(bytes, entry.packedBytes)) throw new FileRefused('zip-too-dense');
      check = crc32(chunk, check);
      content.update(chunk);
      await file.appendFile(chunk);
    }
  } finally {
    await file.close();
  }
  if (bytes !== entry.bytes || check !== entry.crc32) throw new FileRefused('zip-damaged');
  return { sha256: content.digest('hex'), bytes };
}

async function* readEntry(
  path: string,
  entry: ListedEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const end = entry.start + entry.packedBytes - 1;
  const source =
    entry.packedBytes === 0
      ? Readable.from([])
      : createReadStream(path, { start: entry.start, end, ...(signal && { signal }) });
  if (!entry.isDeflated) {
    yield* source as AsyncIterable<Buffer>;
    return;
  }
  const unpacked = createInflateRaw({ chunkSize: 256 * 1024 });
  // A failure reaches whoever reads the chunks; here it only must not go unhandled.
  pipeline(source, unpacked).catch(() => undefined);
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}
