import { open, type FileHandle } from 'node:fs/promises';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { findEntryRefusal, findPassedOver } from './archive-entry.ts';
import { ArchiveReader } from './archive-reader.ts';
import { isTooDense } from './import-limits.ts';
import { FileRefused } from './refused.ts';

/** An entry whose every claim was checked, and where its packed bytes are. */
export interface ListedEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly start: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
}

/** More than the whole published archive, its outcomes and searches too. */
const mostEntries = 20_000;

/**
 * Reads what a zip archive says of its entries, in its own order, and unpacks nothing. Throws
 * FileRefused when anything in it is hostile or damaged, or when it claims to hold more than `mostBytes`.
 */
export async function listArchive(path: string, mostBytes: number): Promise<ListedEntry[]> {
  const handle = await open(path, 'r');
  try {
    return await readDirectory(handle, mostBytes);
  } catch (thrown) {
    throw toRefusal(thrown);
  } finally {
    await handle.close();
  }
}

/** What unpacking throws at a damaged archive as a refusal; a failing disk stays what it is. */
export function toRefusal(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof FileRefused) return thrown;
  if ('syscall' in thrown || thrown.name === 'AbortError') return thrown;
  return new FileRefused(thrown.message.includes('encryption') ? 'zip-encrypted' : 'zip-damaged');
}

async function readDirectory(handle: FileHandle, mostBytes: number): Promise<ListedEntry[]> {
  const { size } = await handle.stat();
  const archive = await fromRandomAccessReaderPromise(new ArchiveReader(handle, size), size, {
    autoClose: false,
    decodeStrings: false,
  });
  if (archive.entryCount > mostEntries) {
    throw new FileRefused('zip-too-many-entries', `It names ${archive.entryCount}.`);
  }
  const entries: ListedEntry[] = [];
  const extents: Extent[] = [];
  for await (const entry of archive.eachEntry()) {
    const name = nameOf(entry);
    refuseHostile(entry, name);
    const { fileDataStart: start } = await readLocalHeader(archive, entry);
    const { compressedSize: packedBytes, uncompressedSize: bytes, crc32 } = entry;
    extents.push({ from: entry.relativeOffsetOfLocalHeader, to: start + packedBytes });
    entries.push({
      name,
      isDeflated: entry.compressionMethod === 8,
      start,
      packedBytes,
      bytes,
      crc32,
    });
  }
  await refuseUnlisted(handle, Number(archive.readEntryCursor), size);
  refuseOverlaps(extents);
  if (entries.some(({ name }) => name === '[Content_Types].xml' || name === 'mimetype')) {
    throw new FileRefused('spreadsheet');
  }
  refuseTooMuch(entries, mostBytes);
  return entries;
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
}

function refuseHostile(entry: Entry, name: string): void {
  const code = findEntryRefusal({
    name,
    isEncrypted: entry.isEncrypted(),
    method: entry.compressionMethod,
    mode: entry.externalFileAttributes >>> 16,
  });
  if (code !== undefined) throw new FileRefused(code, `It is “${inShort(name)}”.`);
}

function inShort(name: string): string {
  const plain = name.replaceAll(/\p{Cc}/gu, '?');
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}

/** An archive names each entry twice. Programs that read one place or the other must see the same. */
async function readLocalHeader(archive: ZipFile, entry: Entry) {
  const header = await archive.readLocalFileHeaderPromise(entry);
  const isSame =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    (header.generalPurposeBitFlag & 1) === 0;
  if (!isSame) throw new FileRefused('zip-damaged');
  return header;
}

/** An archive that says it has fewer entries than it lists would lose the others in silence. */
async function refuseUnlisted(handle: FileHandle, at: number, size: number): Promise<void> {
  const next = Buffer.alloc(4);
  if (at + next.length > size) throw new FileRefused('zip-damaged');
  await handle.read(next, 0, next.length, at);
  if (next.toString('latin1') === 'PK\u0001\u0002') throw new FileRefused('zip-damaged');
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Entries that share their bytes make a small archive unpack to a huge one. */
function refuseOverlaps(extents: readonly Extent[]): void {
  let end = 0;
  for (const { from, to } of extents.toSorted((a, b) => a.from - b.from)) {
    if (from < end) throw new FileRefused('zip-overlapping');
    end = to;
  }
}

function refuseTooMuch(entries: readonly ListedEntry[], mostBytes: number): void {
  for (const entry of entries) if (isTooDense(entry.bytes, entry.packedBytes)) refuseDense();
  const packed = entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  const bytesOf = (some: readonly ListedEntry[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  if (isTooDense(bytesOf(entries), packed)) refuseDense();
  // Half of the archive of every force is outcomes and searches, which are never unpacked.
  const unpacked = entries.filter(({ name }) => findPassedOver(name) === undefined);
  if (bytesOf(unpacked) > mostBytes) throw new FileRefused('zip-too-large');
}

function refuseDense(): never {
  throw new FileRefused('zip-too-dense');
}
