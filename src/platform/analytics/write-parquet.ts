import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AnalyticsSession } from './analytics-session.ts';
import type { QueryParameters } from './query-rows.ts';
import { quoteText } from './sql-text.ts';

export interface WrittenParquet {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  /** Of the whole file, in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface ParquetOrder {
  readonly path: string;
  /** The query whose rows are written. */
  readonly select: string;
  readonly parameters?: QueryParameters;
}

/**
 * Writes the rows of a query to a Parquet file that is either whole and on the disk, or not there at all:
 * written under another name, flushed, renamed, and its folder flushed.
 */
export async function writeParquet(
  session: AnalyticsSession,
  order: ParquetOrder,
): Promise<WrittenParquet> {
  const partial = `${order.path}.${randomUUID()}.partial`;
  try {
    const counted = await session.rows<{ Count: number }>(
      `copy (${order.select}) to ${quoteText(partial)} (format parquet)`,
      order.parameters,
    );
    await flush(partial);
    const { bytes, sha256 } = await measureFile(partial);
    await rename(partial, order.path);
    await flush(dirname(order.path));
    return { path: order.path, rows: counted[0]?.Count ?? 0, bytes, sha256 };
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
}

/** The size and SHA-256 of a file. */
async function measureFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  });
  return { bytes, sha256: hash.digest('hex') };
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
