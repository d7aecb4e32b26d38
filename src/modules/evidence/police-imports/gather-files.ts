import { join } from 'node:path';
import { amountWith } from '../figures/number-words.ts';
import type { FileRefusal } from '../police-files/file-rules.ts';
import type { ImportLimits } from '../police-files/import-limits.ts';
import { readFileHead } from '../police-files/read-content.ts';
import { unpackArchive } from '../police-files/unpack-archive.ts';

/** A kept file and what its sender called it. */
export type FileToImport = { name: string; sha256: string; bytes: number; path: string };

/** What a file of the order turned out to be; the files out of an archive follow it. */
export type GatheredFile =
  | (FileToImport & { kind: 'file' })
  | (Omit<FileToImport, 'path'> & { kind: 'archive'; note: string })
  | (Omit<FileToImport, 'path'> & { kind: 'refused'; refusal: FileRefusal });

export type GatherOrder = {
  files: readonly FileToImport[];
  /** Where archives are unpacked; whoever calls removes it. */
  folder: string;
  limits: ImportLimits;
  progress: (done: number, total: number) => void;
  signal?: AbortSignal;
};

/** The files of an import one by one: archives are unpacked, everything else stays as it is. */
export async function gatherFiles(order: GatherOrder): Promise<GatheredFile[]> {
  const { files, folder, limits, progress, signal } = order;
  const gathered: GatheredFile[] = [];
  let bytesLeft = limits.bytes;
  for (const [index, { path, ...file }] of files.entries()) {
    signal?.throwIfAborted();
    if (!(await readFileHead(path)).isZip) {
      gathered.push({ kind: 'file', path, ...file });
      continue;
    }
    progress(index, files.length);
    const place = join(folder, String(index + 1));
    const options = { folder: place, mostBytes: bytesLeft, ...(signal && { signal }) };
    const unpacked = await unpackArchive({ path, name: file.name }, options);
    if (unpacked.kind === 'refused') {
      gathered.push({ kind: 'refused', refusal: unpacked.refusal, ...file });
      continue;
    }
    bytesLeft -= unpacked.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const note = unpackedInWords(unpacked.files.length, unpacked.passedOver);
    gathered.push({ kind: 'archive', note, ...file });
    for (const inside of unpacked.files) gathered.push({ kind: 'file', ...inside });
  }
  return gathered;
}

function unpackedInWords(files: number, passedOver: string): string {
  const unpacked = `${amountWith(files, 'file', { one: 'was', more: 'were' })} unpacked from it.`;
  return passedOver === '' ? unpacked : `${unpacked} Passed over: ${passedOver}.`;
}
