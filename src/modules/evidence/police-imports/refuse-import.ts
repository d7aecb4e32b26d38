import { action } from '#core/actions/action.ts';
import type { NewReceiptFile } from './describe-files.ts';
import type { ImportHashes, NewReceipt } from './police-import.ts';
import { insertFiles, insertImport, lockImports } from './police-import-store.ts';

/** Every file was refused, so nothing was imported. The message says why; the receipt has every file. */
export class AllFilesRefused extends Error {
  readonly receiptId: string;

  constructor(receiptId: string, files: readonly Pick<NewReceiptFile, 'name' | 'refusal'>[]) {
    super(refusalWords(files));
    this.receiptId = receiptId;
  }
}

type RefusedImport = {
  receipt: Omit<NewReceipt, 'rows' | 'sharedCrimeIds' | 'withoutLocation'>;
  actor: string;
  sentSha256: ImportHashes['sentSha256'];
  files: readonly NewReceiptFile[];
};

/** Keeps the receipt of an import of which nothing was read: that it was tried, by whom, and why it failed. */
export const refuseImport = action(
  'police-import.refused',
  'police-import.make',
  async ({ tx }, { receipt, actor, sentSha256, files }: RefusedImport) => {
    await lockImports(tx);
    const nothing = { read: 0, accepted: 0, duplicate: 0, quarantined: 0, replaced: 0 };
    await insertImport(tx, {
      ...receipt,
      rows: nothing,
      sharedCrimeIds: 0,
      withoutLocation: 0,
      actor,
      sentSha256,
      contentSha256: null,
    });
    await insertFiles(tx, receipt.id, files);
    const about = [{ kind: 'police-import', id: receipt.id }];
    return { result: receipt.id, about, detail: { source: receipt.source, files: files.length } };
  },
);

const mostNamed = 5;

/** Each file and why, the same reason once; of many files the first few. */
function refusalWords(files: readonly Pick<NewReceiptFile, 'name' | 'refusal'>[]): string {
  const byReason = new Map<string, string[]>();
  for (const { name, refusal } of files) {
    if (refusal === null) continue;
    const reason = `${refusal.sentence} ${refusal.whatToDo}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  }
  const sentences = [...byReason].map(([reason, names]) => `${namesInShort(names)}: ${reason}`);
  const more = sentences.length - mostNamed;
  const shown = sentences.slice(0, mostNamed);
  return more > 0 ? `${shown.join(' ')} And ${more} more reasons.` : shown.join(' ');
}

function namesInShort(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
