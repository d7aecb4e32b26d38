import { open } from 'node:fs/promises';
import { headLine, parseHeadLine, type SignedHead } from './signed-head.ts';
import { conflictBetween, type Witness } from './witness.ts';

/** More than the longest line of a head, in bytes. */
const tailLength = 4_096;

/**
 * A file on a disk of somebody else's: one head a line, appended and synced. Both of two heads that contradict
 * each other are kept; they are the proof.
 */
export function fileWitness(path: string): Witness {
  return {
    name: `file ${path}`,
    findLast: () => readLast(path).then(({ head }) => head),
    async hold(head) {
      const { head: last, isTorn } = await readLast(path);
      if (last?.size === head.size && last.root.equals(head.root)) return { kind: 'held' };
      const file = await open(path, 'a', 0o644);
      try {
        await file.appendFile(`${isTorn ? '\n' : ''}${headLine(head)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      const words = last === undefined ? undefined : conflictBetween(last, head);
      return words === undefined ? { kind: 'held' } : { kind: 'conflict', words };
    },
  };
}

/** The last whole line; a crash or a full disk may have torn the one after it. */
async function readLast(path: string): Promise<{ head: SignedHead | undefined; isTorn: boolean }> {
  const file = await open(path, 'a+', 0o644);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailLength);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString('utf8');
    const line = text.split('\n').slice(0, -1).findLast(isHeadLine);
    const isTorn = text !== '' && !text.endsWith('\n');
    return { head: line === undefined ? undefined : parseHeadLine(line), isTorn };
  } finally {
    await file.close();
  }
}

function isHeadLine(line: string): boolean {
  try {
    parseHeadLine(line);
    return true;
  } catch {
    return false;
  }
}
