import type { KeyObject } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { emptyTree, growTree, leafHashOf, rootOf, type GrowingTree } from './merkle-tree.ts';
import {
  findKeptEdge,
  findLastHead,
  insertHead,
  insertLeaves,
  listLeafHashes,
  listUnsealed,
  openSealerDatabase,
  type SealerDatabase,
  type SealerTransaction,
  type StoredHead,
} from './seal-store.ts';
import { isSignatureRight, rawPublicKey, signHead, type SignedHead } from './signed-head.ts';

const entriesInARound = 5_000;
const leavesReadAtOnce = 50_000;
const edgeKeptEvery = 1_024;
const hashLength = 32;

/** Sealing cannot go on from what the database holds; the message says why. */
export class SealingProblem extends Error {}

export type SealRound =
  | { kind: 'standing-by' }
  | { kind: 'nothing' }
  | { kind: 'sealed'; head: SignedHead; entries: number; isMore: boolean };

export type LogSeal = {
  readonly database: SealerDatabase;
  /** Folds what is committed and unsealed into the log, and signs its new head: all of it or nothing. */
  seal(): Promise<SealRound>;
  close(): Promise<void>;
};

type Memory = { tree: GrowingTree; root: Buffer | undefined; from: string };

/** The log of one database, ready to be sealed with the key. Several may be open; one seals at a time. */
export function openLogSeal(options: {
  address: DatabaseAddress;
  key: KeyObject;
  clock: Clock;
}): LogSeal {
  const { key, clock } = options;
  const database = openSealerDatabase(options.address);
  let memory: Memory | undefined;

  async function sealIn(
    tx: SealerTransaction,
    newest: bigint,
  ): Promise<{ round: SealRound; next: Memory }> {
    const last = await findLastHead(tx);
    const known = isOf(memory, last) ? memory : await readMemory(tx, last, key);
    // After a restore elsewhere the numbers of transactions begin again: then everything is looked through.
    const from = BigInt(known.from) > newest ? '0' : known.from;
    const { entries, horizon } = await listUnsealed(tx, from, entriesInARound);
    if (entries.length === 0) return { round: { kind: 'nothing' }, next: { ...known, from } };
    const hashes = entries.map(({ text }) => leafHashOf(text));
    await insertLeaves(
      tx,
      known.tree.size,
      entries.map(({ id }, place) => ({ entryId: id, hash: hashes[place] ?? Buffer.of() })),
    );
    const tree = growTree(known.tree, hashes);
    const head = signHead({ size: tree.size, root: rootOf(tree), at: clock.now() }, key);
    const next = { tree, root: head.root, from: horizon ?? from };
    await insertHead(tx, { ...head, sealedBelow: next.from }, edgeToKeep(known.tree, tree));
    const isMore = horizon === undefined;
    return { round: { kind: 'sealed', head, entries: entries.length, isMore }, next };
  }

  return {
    database,
    async seal() {
      const done = await database.alone(sealIn);
      if (done === undefined) return { kind: 'standing-by' };
      // Only what was committed is remembered.
      memory = done.next;
      return done.round;
    },
    close: () => database.close(),
  };
}

function isOf(memory: Memory | undefined, last: StoredHead | undefined): memory is Memory {
  if (memory === undefined) return false;
  if (last === undefined) return memory.tree.size === 0;
  return memory.tree.size === last.size && memory.root?.equals(last.root) === true;
}

async function readMemory(
  tx: SealerTransaction,
  last: StoredHead | undefined,
  key: KeyObject,
): Promise<Memory> {
  if (last === undefined) return { tree: emptyTree, root: undefined, from: '0' };
  if (!last.publicKey.equals(rawPublicKey(key))) {
    throw new SealingProblem(
      'The log in this database is signed with another key. Put that key back where it was: it is in the data folder of the service that made the log.',
    );
  }
  if (!isSignatureRight(last)) throw new SealingProblem(changed('the signature of its last head'));
  const tree = await readTree(tx, last.size);
  if (tree.size !== last.size || !rootOf(tree).equals(last.root)) {
    throw new SealingProblem(changed('its leaves'));
  }
  return { tree, root: last.root, from: last.sealedBelow };
}

function changed(what: string): string {
  return `The audit log was changed after it was sealed: ${what} cannot be right. Export it and run bin/audit-verify.`;
}

/** The tree of the first `size` leaves, from the nearest edge that was kept. Smaller when leaves are missing. */
export async function readTree(tx: SealerTransaction, size: number): Promise<GrowingTree> {
  const kept = await findKeptEdge(tx, size);
  let tree = kept === undefined ? emptyTree : { size: kept.size, edge: splitEdge(kept.edge) };
  while (tree.size < size) {
    const to = Math.min(size, tree.size + leavesReadAtOnce);
    const hashes = await listLeafHashes(tx, tree.size, to);
    if (hashes.length === 0) break;
    tree = growTree(tree, hashes);
  }
  return tree;
}

function edgeToKeep(before: GrowingTree, after: GrowingTree): Buffer | undefined {
  const isDue = Math.floor(before.size / edgeKeptEvery) < Math.floor(after.size / edgeKeptEvery);
  return isDue ? Buffer.concat([...after.edge]) : undefined;
}

function splitEdge(edge: Buffer): Buffer[] {
  return Array.from({ length: edge.length / hashLength }, (_, place) =>
    edge.subarray(place * hashLength, (place + 1) * hashLength),
  );
}
