import { createHash } from 'node:crypto';
import { openRecordScanner, type RecordScan } from './record-scanner.ts';
import { openUtf8Check } from './utf8-check.ts';
import { hasByteOrderMark, recogniseOtherContent, type Compression } from './file-opening.ts';
import { fileNote, fileRefusal, type FileNote, type FileRefusal } from './file-rules.ts';
import { isUsualOrder, readPoliceHeader } from './police-header.ts';
import { policeColumns, type PoliceColumn } from './police-row.ts';
import { isTooDense, type ByteAllowance } from './import-limits.ts';
import { readContent, readFileHead } from './read-content.ts';
import { FileRefused, ImportRefused } from './refused.ts';

/** Where a file is, and what whoever sent it calls it. */
export interface SentFile {
  readonly path: string;
  readonly name: string;
}

/** A file whose rows can be read. */
export interface ReadableFile extends SentFile {
  readonly kind: 'readable';
  readonly compression: Compression;
  readonly columns: readonly PoliceColumn[];
  readonly lineBreaks: RecordScan['lineBreaks'];
  /** Rows counted from the bytes, header and blank lines left out. */
  readonly rows: number;
  /** Whether any two CSV readers must agree about it. */
  readonly plain: boolean;
  /** Whether its n-th row stands on line n + 1. */
  readonly linePerRecord: boolean;
  readonly notes: readonly FileNote[];
  /** Of what is in it once unpacked: the same month packed and plain is the same content. */
  readonly contentSha256: string;
}

export interface RefusedFile extends SentFile {
  readonly kind: 'refused';
  readonly refusal: FileRefusal;
}

const longestHeader = 64 * 1024;

export type CheckedFile = ReadableFile | RefusedFile;

export interface CheckOptions {
  /** What is left of the bytes that the whole import may hold. */
  readonly allowance: ByteAllowance;
  /** The most bytes of this file, unpacked. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads a `.csv` or `.csv.gz` file once, whatever its name ends in, and says whether its rows can be read.
 * Throws ImportRefused when the allowance is used up; else only when the file cannot be opened or the signal
 * fires.
 */
export async function checkPoliceFile(file: SentFile, options: CheckOptions): Promise<CheckedFile> {
  try {
    return { ...file, kind: 'readable', ...(await readThrough(file.path, options)) };
  } catch (thrown) {
    if (thrown instanceof ImportRefused) throw thrown;
    const refusal = thrown instanceof FileRefused ? thrown.refusal : findUnpackingRefusal(thrown);
    if (!refusal) throw thrown;
    return { ...file, kind: 'refused', refusal };
  }
}

async function readThrough(path: string, { allowance, mostBytes, signal }: CheckOptions) {
  const packed = await readFileHead(path);
  const scanner = openRecordScanner(policeColumns.length);
  const characters = openUtf8Check();
  const content = createHash('sha256');
  let head: Buffer = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of readContent(path, packed.compression, signal)) {
    bytes += chunk.length;
    content.update(chunk);
    if (!allowance.take(chunk.length)) throw new ImportRefused('too-many-bytes');
    if (bytes > mostBytes) refuse('file-too-large');
    if (packed.compression === 'gzip' && isTooDense(bytes, packed.bytes)) refuse('gzip-too-dense');
    const begun = head.length > 0;
    if (head.length < longestHeader) {
      head = Buffer.concat([head, chunk.subarray(0, longestHeader - head.length)]);
    }
    if (!begun) refuseOtherContent(head);
    const line = scanner.line;
    if (chunk.includes(0)) refuse('nul-character', lineOf(scanner, chunk, 0));
    if (!characters.push(chunk)) refuse('undecodable', `It is on or after line ${line}.`);
    scanner.push(begun || !hasByteOrderMark(chunk) ? chunk : chunk.subarray(3));
  }
  refuseOtherContent(head);
  if (!characters.finish()) refuse('undecodable', 'The file stops in the middle of a character.');
  const described = describeContent(head, packed.compression, scanner.finish());
  return { ...described, contentSha256: content.digest('hex') };
}

function describeContent(head: Buffer, compression: Compression, scan: RecordScan) {
  const mark = hasByteOrderMark(head);
  const [firstLine = ''] = head
    .subarray(mark ? 3 : 0)
    .toString('utf8')
    .split('\n', 1);
  const columns = readPoliceHeader(firstLine);
  if (scan.problem) refuse(scan.problem.code, `It is on line ${scan.problem.line}.`);
  if (scan.records <= 1) refuse('no-rows');
  return {
    compression,
    columns,
    lineBreaks: scan.lineBreaks,
    rows: scan.records - 1,
    plain: scan.plain,
    linePerRecord: scan.linePerRecord,
    notes: [
      ...(mark ? [fileNote('byte-order-mark')] : []),
      ...(isUsualOrder(columns) ? [] : [fileNote('reordered-columns')]),
      ...(scan.lineBreaks === 'windows' ? [fileNote('windows-line-breaks')] : []),
      ...(scan.lineBreaks === 'mixed' ? [fileNote('mixed-line-breaks')] : []),
      ...(scan.blankLines > 0 ? [fileNote('blank-lines')] : []),
    ],
  };
}

function refuse(...refusal: ConstructorParameters<typeof FileRefused>): never {
  throw new FileRefused(...refusal);
}

function refuseOtherContent(head: Buffer): void {
  const other = recogniseOtherContent(head);
  if (other) refuse(other);
}

function lineOf(scanner: { readonly line: number }, chunk: Buffer, byte: number): string {
  let line = scanner.line;
  const end = chunk.indexOf(byte);
  for (let at = chunk.indexOf(10); at !== -1 && at < end; at = chunk.indexOf(10, at + 1)) line += 1;
  return `The first is on line ${line}.`;
}

function findUnpackingRefusal(thrown: unknown): FileRefusal | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'Z_BUF_ERROR') return fileRefusal('gzip-truncated');
  if (typeof code === 'string' && code.startsWith('Z_')) return fileRefusal('gzip-damaged');
  return undefined;
}
