import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  headsOf,
  leavesOf,
  makeEntry,
  makeKey,
  sealEntries,
  writeSealedLog,
  type SealedLog,
} from './sealed-log.ts';

/** A whole number from 0 up to, not including, another. */
export type Below = (limit: number) => number;

type Tampering = (log: SealedLog, rounds: readonly number[], below: Below) => SealedLog;

/** Somebody who hides what they did as far as they can: the entries alone, their hashes too, or the roots too. */
function cover(
  log: SealedLog,
  entries: string[],
  rounds: readonly number[],
  below: Below,
): SealedLog {
  const depth = below(3);
  if (depth === 0) return { ...log, entries };
  const leaves = leavesOf(entries);
  if (depth === 1) return { ...log, entries, leaves };
  const roots = headsOf(entries, rounds, log.key);
  // Without the key, the old signatures are all there is.
  const heads = log.heads.map((head, place) => ({
    ...head,
    root: roots[place]?.root ?? head.root,
  }));
  return { ...log, entries, leaves, heads };
}

const tamperings: Readonly<Record<string, Tampering>> = {
  'an entry is rewritten': (log, rounds, below) =>
    cover(
      log,
      replaceAt(log.entries, below(log.entries.length), (text) => text.replace('read', 'made')),
      rounds,
      below,
    ),

  'an entry is deleted': (log, rounds, below) =>
    cover(log, log.entries.toSpliced(below(log.entries.length), 1), rounds, below),

  'an entry is added': (log, rounds, below) =>
    cover(
      log,
      log.entries.toSpliced(below(log.entries.length + 1), 0, makeEntry(900)),
      rounds,
      below,
    ),

  'two entries are swapped': (log, rounds, below) => {
    const from = below(log.entries.length - 1);
    const to = from + 1 + below(log.entries.length - from - 1);
    const [one = '', other = ''] = [log.entries[from], log.entries[to]];
    return cover(log, log.entries.with(from, other).with(to, one), rounds, below);
  },

  'the end is cut off, at a head or anywhere': (log, _rounds, below) => {
    const isClean = below(2) === 0;
    const place = below(log.heads.length - 1);
    const size = isClean ? (log.heads[place]?.size ?? 0) : 1 + below(log.entries.length - 1);
    return {
      ...log,
      entries: log.entries.slice(0, size),
      leaves: log.leaves.slice(0, size),
      heads: log.heads.filter((head) => head.size <= size),
    };
  },

  'all is worked out anew with the key, after a change': (log, rounds, below) => {
    const entries = replaceAt(log.entries, below(log.entries.length), (text) =>
      text.replace('Person', 'Nobody'),
    );
    return { ...log, ...sealEntries(entries, rounds, log.key) };
  },

  'another log takes its place': (log, rounds) => {
    const entries = log.entries.map((_, place) => makeEntry(place, 'public-page.read'));
    return { ...log, ...sealEntries(entries, rounds, makeKey()) };
  },

  'the witness is shown another log than the partners are': (log, rounds, below) => {
    const from = below(log.entries.length);
    const entries = log.entries.map((text, place) =>
      place < from ? text : makeEntry(place, 'other.read'),
    );
    return { ...log, ...sealEntries(entries, rounds, log.key) };
  },

  'the moment of an entry is moved by a microsecond': (log, rounds, below) =>
    cover(
      log,
      replaceAt(log.entries, below(log.entries.length), (text) =>
        text.replace('.123456Z', '.123457Z'),
      ),
      rounds,
      below,
    ),

  'a head is edited': (log, _rounds, below) => {
    const edits = [
      (head: SealedLog['heads'][number]) => ({ ...head, size: head.size + 1 + below(3) }),
      (head: SealedLog['heads'][number]) => ({ ...head, at: new Date(head.at.getTime() + 1) }),
      (head: SealedLog['heads'][number]) => ({
        ...head,
        root: Buffer.from(head.root).fill(7, 0, 1 + below(32)),
      }),
      (head: SealedLog['heads'][number]) => ({
        ...head,
        publicKey: Buffer.from(head.publicKey).fill(7),
      }),
    ];
    const edit = edits[below(edits.length)] ?? ((head) => head);
    return { ...log, heads: replaceAt(log.heads, below(log.heads.length), edit) };
  },

  'the signatures of two heads are swapped': (log, _rounds, below) => {
    const from = below(log.heads.length - 1);
    const [one, other] = [log.heads[from], log.heads[from + 1]];
    if (one === undefined || other === undefined) return log;
    return {
      ...log,
      heads: log.heads
        .with(from, { ...one, signature: other.signature })
        .with(from + 1, { ...other, signature: one.signature }),
    };
  },

  'the key is swapped, and everything signed with the new one': (log, rounds) => ({
    ...log,
    ...sealEntries(log.entries, rounds, makeKey()),
  }),
};

const files = ['entries.jsonl', 'leaves.txt', 'heads.jsonl', 'public-key.pem'];
const flipped = 'a bit is flipped';

/** Every kind of tampering there is. */
export const tamperingKinds = [...Object.keys(tamperings), flipped];

/** Writes the log into a folder as somebody has left it who tampered with it; gives the words that verify it. */
export async function writeTamperedLog(
  folder: string,
  kind: string,
  { log, rounds, below }: { log: SealedLog; rounds: readonly number[]; below: Below },
): Promise<string[]> {
  const tampered = tamperings[kind]?.(log, rounds, below) ?? log;
  const words = await writeSealedLog(folder, { ...tampered, witness: log.witness });
  if (kind === flipped) {
    const path = join(folder, files[below(files.length)] ?? '');
    const bytes = await readFile(path);
    const place = below(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << below(8));
    await writeFile(path, bytes);
  }
  return words;
}

function replaceAt<T>(list: readonly T[], place: number, change: (one: T) => T): T[] {
  return list.map((one, index) => (index === place ? change(one) : one));
}
