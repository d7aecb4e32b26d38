import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyTree, growTree, leafHashOf, rootOf } from '#core/audit/merkle-tree.ts';
import { headLine, publicKeyFrom, signHead, type SignedHead } from '#core/audit/signed-head.ts';

/** An export and what a witness holds of it, in memory. */
export type SealedLog = {
  entries: string[];
  leaves: string[];
  heads: SignedHead[];
  publicKey: string;
  /** The lines of the witness; nobody who tampers can reach them. */
  witness: string[];
  /** The key that signed it, for those who tamper from inside. */
  key: KeyObject;
};

export function makeKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** A log of invented entries, sealed in rounds of these sizes. */
export function makeSealedLog(rounds: readonly number[], key = makeKey()): SealedLog {
  const size = rounds.reduce((sum, round) => sum + round, 0);
  const entries = Array.from({ length: size }, (_, place) => makeEntry(place));
  return {
    ...sealEntries(entries, rounds, key),
    witness: headsOf(entries, rounds, key).map(headLine),
  };
}

/** Everything of an export that follows from its entries. */
export function sealEntries(
  entries: readonly string[],
  rounds: readonly number[],
  key: KeyObject,
): Omit<SealedLog, 'witness'> {
  const heads = headsOf(entries, rounds, key);
  const raw = signHead({ size: 1, root: Buffer.alloc(32), at: new Date(0) }, key).publicKey;
  const publicKey = String(publicKeyFrom(raw).export({ type: 'spki', format: 'pem' }));
  return { entries: [...entries], leaves: leavesOf(entries), heads, publicKey, key };
}

export function leavesOf(entries: readonly string[]): string[] {
  return entries.map((text, place) => {
    const id = /"id": (\d+)/.exec(text)?.[1] ?? place;
    return `${place} ${id} ${leafHashOf(text).toString('hex')}`;
  });
}

export function headsOf(
  entries: readonly string[],
  rounds: readonly number[],
  key: KeyObject,
): SignedHead[] {
  let tree = emptyTree;
  return rounds.map((round, index) => {
    tree = growTree(tree, entries.slice(tree.size, tree.size + round).map(leafHashOf));
    const at = new Date(Date.UTC(2026, 10, 22, 10, 0, index));
    return signHead({ size: tree.size, root: rootOf(tree), at }, key);
  });
}

/** As the database writes an entry. */
export function makeEntry(place: number, action = 'person-record.read'): string {
  return `{"at": "2026-11-22T10:00:${String(place % 60).padStart(2, '0')}.123456Z", "id": ${place * 2 + 7}, "role": "analyst", "about": [], "paths": [], "actor": "person:${place % 5}", "action": "${action}", "detail": {}, "outcome": "read", "purpose": null, "agency_id": "constabulary", "actor_name": "Person ${place % 5}"}`;
}

/** Puts an export and its witness into a folder; gives the words that verify it. */
export async function writeSealedLog(folder: string, log: SealedLog): Promise<string[]> {
  const witness = join(folder, 'witness.jsonl');
  const lines = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');
  await Promise.all([
    writeFile(join(folder, 'entries.jsonl'), lines(log.entries)),
    writeFile(join(folder, 'leaves.txt'), lines(log.leaves)),
    writeFile(join(folder, 'heads.jsonl'), lines(log.heads.map(headLine))),
    writeFile(join(folder, 'public-key.pem'), log.publicKey),
    writeFile(witness, lines(log.witness)),
  ]);
  return [folder, '--witness', witness];
}
