import pg from 'pg';
import { connectionFor, type DatabaseAddress } from '#platform/database/connection.ts';
import type { SignedHead } from './signed-head.ts';

/** A connection of the sealer's own login, inside a transaction. */
export type SealerTransaction = pg.ClientBase;

export type UnsealedEntry = { id: number; text: string };

/** The last head as the database has it, and the transaction before which everything is sealed. */
export type StoredHead = SignedHead & { sealedBelow: string };

const limits = { max: 1, statement_timeout: 60_000, lock_timeout: 5_000 };

export type SealerDatabase = {
  /** Runs `work` in one transaction; undefined when another sealer is at work. */
  alone<T>(
    work: (tx: SealerTransaction, newestTransaction: bigint) => Promise<T>,
  ): Promise<T | undefined>;
  close(): Promise<void>;
};

export function openSealerDatabase(address: DatabaseAddress): SealerDatabase {
  const pool = new pg.Pool({ ...connectionFor(address, 'breakwater_sealer'), ...limits });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    alone: (work) => runAlone(pool, work),
    close: () => pool.end(),
  };
}

async function runAlone<T>(
  pool: pg.Pool,
  work: (tx: SealerTransaction, newestTransaction: bigint) => Promise<T>,
): Promise<T | undefined> {
  const client = await pool.connect();
  let problem: unknown;
  try {
    // Read committed: what is read after the lock is as the last sealer left it.
    await client.query('begin isolation level read committed');
    const { rows } = await client.query<{ held: boolean; newest: string }>(
      `select pg_try_advisory_xact_lock(hashtext('breakwater: seal the audit log')) as held,
        pg_snapshot_xmax(pg_current_snapshot())::text as newest`,
    );
    const result = rows[0]?.held === true ? await work(client, BigInt(rows[0].newest)) : undefined;
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('The round was rolled back.');
    return result;
  } catch (caught) {
    problem = caught;
    throw caught;
  } finally {
    client.release(problem !== undefined);
  }
}

/**
 * Committed entries without a leaf, written in transactions from `from` on, in the order they will be sealed;
 * and the transaction before which this very snapshot saw every one that there will ever be.
 */
export async function listUnsealed(
  tx: SealerTransaction,
  from: string,
  atMost: number,
): Promise<{ entries: UnsealedEntry[]; horizon: string | undefined }> {
  const { rows } = await tx.query<UnsealedEntry & { horizon: string }>(
    `select e.id, audit_entry_text(e) as text,
      pg_snapshot_xmin(pg_current_snapshot())::text as horizon
    from audit_entries e
    where e.written_in >= $1::xid8
      and not exists (select from audit_leaves l where l.entry_id = e.id)
    order by e.id limit $2`,
    [from, atMost],
  );
  const entries = rows.map(({ id, text }) => ({ id, text }));
  return { entries, horizon: rows.length < atMost ? rows[0]?.horizon : undefined };
}

export async function insertLeaves(
  tx: SealerTransaction,
  firstPosition: number,
  leaves: readonly { entryId: number; hash: Buffer }[],
): Promise<void> {
  await tx.query(
    `insert into audit_leaves (position, entry_id, leaf_hash)
    select $1::bigint + place - 1, entry_id, leaf_hash
    from unnest($2::bigint[], $3::bytea[]) with ordinality as new (entry_id, leaf_hash, place)`,
    [firstPosition, leaves.map(({ entryId }) => entryId), leaves.map(({ hash }) => hash)],
  );
}

export async function insertHead(
  tx: SealerTransaction,
  head: StoredHead,
  rightEdge: Buffer | undefined,
): Promise<void> {
  const { size, root, at, publicKey, signature, sealedBelow } = head;
  await tx.query(
    `insert into audit_heads
      (tree_size, root_hash, at, public_key, signature, right_edge, sealed_below)
    values ($1, $2, $3, $4, $5, $6, $7)`,
    [size, root, at, publicKey, signature, rightEdge ?? null, sealedBelow],
  );
}

export async function findLastHead(tx: SealerTransaction): Promise<StoredHead | undefined> {
  const { rows } = await tx.query<StoredHead>(
    `select tree_size as size, root_hash as root, at, public_key as "publicKey", signature,
      sealed_below::text as "sealedBelow"
    from audit_heads order by tree_size desc limit 1`,
  );
  return rows[0];
}

/** The right edge of the largest tree up to `size` that has one kept. */
export async function findKeptEdge(
  tx: SealerTransaction,
  size: number,
): Promise<{ size: number; edge: Buffer } | undefined> {
  const { rows } = await tx.query<{ size: number; edge: Buffer }>(
    `select tree_size as size, right_edge as edge from audit_heads
    where right_edge is not null and tree_size <= $1 order by tree_size desc limit 1`,
    [size],
  );
  return rows[0];
}

/** Leaf hashes from one position up to, not including, another; fewer when some are not there. */
export async function listLeafHashes(
  tx: SealerTransaction,
  from: number,
  to: number,
): Promise<Buffer[]> {
  const { rows } = await tx.query<{ leaf_hash: Buffer }>(
    `select leaf_hash from audit_leaves where position >= $1 and position < $2 order by position`,
    [from, to],
  );
  return rows.map(({ leaf_hash }) => leaf_hash);
}

export type WitnessReport = {
  at: Date;
  witness: string;
  outcome: 'held' | 'failed' | 'conflict' | 'removed';
  size: number;
  words: string;
};

export async function insertWitnessReport(
  tx: SealerTransaction,
  { at, witness, outcome, size, words }: WitnessReport,
): Promise<void> {
  await tx.query(
    `insert into audit_witness_reports (at, witness, outcome, tree_size, words)
    values ($1, $2, $3, $4, $5)`,
    [at, witness, outcome, size, words],
  );
}

/** Witnesses that were reported on and have not been removed since. */
export async function listWitnessNames(tx: SealerTransaction): Promise<string[]> {
  const { rows } = await tx.query<{ witness: string }>(
    `select witness from (
      select distinct on (witness) witness, outcome from audit_witness_reports
      order by witness, id desc
    ) last where outcome <> 'removed'`,
  );
  return rows.map(({ witness }) => witness);
}
