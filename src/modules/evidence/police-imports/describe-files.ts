import { createHash } from 'node:crypto';
import type { CheckedFile } from '../police-files/check-police-file.ts';
import type { FileRefusal } from '../police-files/file-rules.ts';
import type { SortedFile } from '../police-files/sort-police-rows.ts';
import type { ReceiptFile } from '../receipts/receipt.ts';
import type { GatheredFile } from './gather-files.ts';

export type NewReceiptFile = ReceiptFile & { sha256: string };

/** What the receipt says of each file. Sorted files name their place among the checked ones. */
export function describeFiles(
  gathered: readonly GatheredFile[],
  checked: readonly CheckedFile[],
  sorted: readonly SortedFile[],
): NewReceiptFile[] {
  const read = new Map(sorted.map((file) => [file.index, file]));
  let place = -1;
  return gathered.map((file) => {
    if (file.kind === 'archive') return describe(file, { notes: [file.note] });
    if (file.kind === 'refused') return describe(file, { refusal: file.refusal });
    place += 1;
    const found = checked[place];
    if (found?.kind === 'refused') return describe(file, { refusal: found.refusal });
    const rows = read.get(place);
    const notes = rows?.notes.map(({ sentence }) => sentence) ?? [];
    return describe(file, {
      rowsRead: rows?.read ?? 0,
      rowsDuplicate: rows?.duplicate ?? 0,
      rowsQuarantined: rows?.quarantined ?? 0,
      notes,
    });
  });
}

/** The files as they stand on the receipt of an import that is refused as a whole. */
export function describeRefused(
  files: readonly { name: string; sha256: string; bytes: number }[],
  refusal: FileRefusal,
): NewReceiptFile[] {
  return files.map((file) => describe(file, { refusal }));
}

function describe(
  { name, sha256, bytes }: { name: string; sha256: string; bytes: number },
  found: Partial<Omit<NewReceiptFile, 'refusal'>> & { refusal?: FileRefusal },
): NewReceiptFile {
  const { rowsRead = 0, rowsDuplicate = 0, rowsQuarantined = 0 } = found;
  const { notes = [], refusal = null } = found;
  return {
    name,
    sha256,
    bytes,
    rowsRead,
    rowsDuplicate,
    rowsQuarantined,
    notes,
    refusal: refusal && { sentence: refusal.sentence, whatToDo: refusal.whatToDo },
  };
}

/**
 * What an import is known by once its files are unpacked: their names, their order and how they were packed do
 * not matter. A refused file counts by its bytes, so that it is refused again and not forgotten.
 */
export function hashOfContents(
  gathered: readonly GatheredFile[],
  checked: readonly CheckedFile[],
): string {
  let place = -1;
  const contents = gathered.flatMap((file) => {
    if (file.kind === 'archive') return [];
    if (file.kind === 'refused') return [`refused ${file.sha256}`];
    place += 1;
    const found = checked[place];
    return [found?.kind === 'readable' ? found.contentSha256 : `refused ${file.sha256}`];
  });
  return hashOfAll(contents);
}

/** One hash of several, whatever their order; one given twice counts once. */
export function hashOfAll(hashes: readonly string[]): string {
  const contents = [...new Set(hashes)].toSorted();
  return createHash('sha256').update(contents.join('\n')).digest('hex');
}
