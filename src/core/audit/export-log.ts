import { createWriteStream } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { action, type Ground } from '#core/actions/action.ts';
import type { Principal } from '#platform/database/principal.ts';
import { Conflict } from '#platform/http/failures.ts';
import { beginningOfDay, endOfDay } from './audit-search.ts';
import {
  findNewestHead,
  findPositions,
  listHeadsAbove,
  listSealedEntries,
} from './export-store.ts';
import { fingerprintOf, headLine, publicKeyFrom, type SignedHead } from './signed-head.ts';

const rowsAtOnce = 5_000;

/** Whose words the entries are of: whole days of the United Kingdom, both included. */
export type ExportedDays = { from?: string | undefined; to?: string | undefined };

export type LogExport = { entries: number; size: number; keyFingerprint: string };

type Part = { first: number; last: number };

/**
 * Writes the sealed log into an empty folder, for bin/audit-verify: the entries (of some days only, when told),
 * and the hashes and heads of the whole log, without which nothing of it can be proven. Throws Conflict when the
 * folder holds something or nothing is sealed yet.
 */
export async function exportLog(
  ground: Ground,
  principal: Principal,
  folder: string,
  days: ExportedDays = {},
): Promise<LogExport> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new Conflict(`${folder} is not empty. Name a new folder for the export.`);
  }
  const { head, part } = await beginExport(ground, { principal }, days);
  let entries = 0;
  await writeLines(folder, 'entries.jsonl', async function* lines() {
    for await (const { text } of sealed(ground, principal, part)) {
      if (text === undefined) continue;
      entries += 1;
      yield text;
    }
  });
  await writeLines(folder, 'leaves.txt', async function* lines() {
    const whole = { first: 0, last: head.size - 1 };
    for await (const { position, entryId, leafHash } of sealed(ground, principal, whole)) {
      yield `${position} ${entryId} ${leafHash.toString('hex')}`;
    }
  });
  await writeLines(folder, 'heads.jsonl', () => headLines(ground, principal, head.size));
  const pem = publicKeyFrom(head.publicKey).export({ type: 'spki', format: 'pem' });
  await writeFile(join(folder, 'public-key.pem'), pem);
  const keyFingerprint = fingerprintOf(head.publicKey);
  await writeFile(join(folder, 'README.txt'), readme({ entries, size: head.size, keyFingerprint }));
  return { entries, size: head.size, keyFingerprint };
}

const beginExport = action(
  'audit.exported',
  'audit.export',
  async ({ tx }, { from, to }: ExportedDays) => {
    const head = await findNewestHead(tx);
    if (head === undefined) {
      throw new Conflict('Nothing is sealed yet. Start the service, wait a moment and try again.');
    }
    const part = await findPart(head, from, to);
    const result: { head: SignedHead; part: Part } = { head, part };
    const detail = { from: from ?? null, to: to ?? null, size: head.size };
    return { result, about: [], detail };

    async function findPart(last: SignedHead, first?: string, final?: string): Promise<Part> {
      if (first === undefined && final === undefined) return { first: 0, last: last.size - 1 };
      const found = await findPositions(tx, {
        from: first === undefined ? undefined : beginningOfDay(first),
        before: final === undefined ? undefined : endOfDay(final),
      });
      if (found === undefined) throw new Conflict('No sealed entry is of that time.');
      return { first: found.first, last: Math.min(found.last, last.size - 1) };
    }
  },
);

async function* sealed({ database }: Ground, principal: Principal, { first, last }: Part) {
  for (let from = first; from <= last; from += rowsAtOnce) {
    const atMost = Math.min(rowsAtOnce, last - from + 1);
    yield* await database.transaction(principal, (tx) => listSealedEntries(tx, { from, atMost }));
  }
}

async function* headLines({ database }: Ground, principal: Principal, upTo: number) {
  for (let size = 0; size < upTo;) {
    const after = size;
    const heads = await database.transaction(principal, (tx) =>
      listHeadsAbove(tx, { size: after, atMost: rowsAtOnce }),
    );
    const shown = heads.filter((head) => head.size <= upTo);
    yield* shown.map(headLine);
    const last = shown.at(-1);
    if (last === undefined) return;
    ({ size } = last);
  }
}

async function writeLines(
  folder: string,
  name: string,
  lines: () => AsyncGenerator<string>,
): Promise<void> {
  async function* ended(): AsyncGenerator<string> {
    for await (const line of lines()) yield `${line}\n`;
  }
  await pipeline(
    Readable.from(ended()),
    createWriteStream(join(folder, name), { mode: 0o600, flags: 'wx' }),
  );
}

function readme({ entries, size, keyFingerprint }: LogExport): string {
  return `This is an export of the audit log of a Breakwater service: ${entries} of its ${size} sealed entries.

entries.jsonl   One entry a line, in the order of the log, as JSON. The line itself is what was hashed: do not
                save it again with another program. Records of people are named by codes that only the service
                can read.
leaves.txt      For every entry of the log: its position, its number, and the SHA-256 hash over a zero byte and
                its line.
heads.jsonl     The signed heads: how many entries the log had, the root of the Merkle tree (RFC 6962) over their
                hashes, when, and the Ed25519 signature over the five lines "breakwater audit head 1", fingerprint
                of the key, size, root and time, each with its line end.
public-key.pem  The key of the signatures. Its fingerprint, the SHA-256 of its 32 bytes, is
                ${keyFingerprint}

To check it, with Node 18 or later and the one file audit-verify:
  node audit-verify THIS-FOLDER --witness FILE-OF-THE-WITNESS${entries === size ? '' : ' --partial'}
`;
}
