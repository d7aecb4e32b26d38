import { checkPoliceFile, type CheckedFile, type SentFile } from './check-police-file.ts';
import { openAllowance, type ImportLimits } from './import-limits.ts';
import { ImportRefused } from './refused.ts';
import { twoAtATime } from './two-at-a-time.ts';

export interface CheckOrder {
  readonly files: readonly SentFile[];
  readonly limits: ImportLimits;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
}

/** Checks every file of an import, in their order. Throws ImportRefused when they are too many or too much. */
export async function checkPoliceFiles(order: CheckOrder): Promise<readonly CheckedFile[]> {
  const { files, limits, signal } = order;
  const total = files.length;
  if (total > limits.files) {
    throw new ImportRefused('too-many-files', `${total} are more than ${limits.files}.`);
  }
  const allowance = openAllowance(limits.bytes);
  const options = { allowance, mostBytes: limits.bytesOfFile, ...(signal && { signal }) };
  const checked: CheckedFile[] = [];
  let done = 0;
  await twoAtATime(files, async (file, index) => {
    signal?.throwIfAborted();
    checked[index] = await checkPoliceFile(file, options);
    order.onProgress?.({ done: (done += 1), total });
  });
  return checked;
}
