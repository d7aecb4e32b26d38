import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAnalytics, type Analytics } from './analytics.ts';
import { AnalyticsFailed, AnalyticsStopped, AnalyticsTooLarge } from './analytics-errors.ts';
import { quoteText } from './sql-text.ts';
import { writeParquet } from './write-parquet.ts';

let root: string;
let directory: string;
let analytics: Analytics;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "analytics' "));
  directory = join(root, 'allowed');
  analytics = await openAnalytics({ directory, memoryLimit: '200MB', threads: 2, places: 2 });
});

afterEach(async () => {
  analytics.close();
  await rm(root, { recursive: true, force: true });
});

const slow =
  'select count(*) from range(100000000) a, range(100000) b where a.range % 7 = b.range % 5';

describe('asking a question', () => {
  it('gives typed rows, with whole numbers as numbers', async () => {
    const rows = await analytics.rows<{ name: string; many: number; list: number[] }>(
      'select $name::varchar as name, 5000000000::bigint as many, [1::bigint, 2] as list',
      { name: "O'Brien" },
    );
    expect(rows).toEqual([{ name: "O'Brien", many: 5_000_000_000, list: [1, 2] }]);
  });

  it('refuses a whole number that it could not give exactly', async () => {
    await expect(analytics.rows('select 9007199254740993::bigint as many')).rejects.toThrow(
      /too large to read/,
    );
  });

  it('keeps temporary tables within one session and no longer', async () => {
    await analytics.session(async (session) => {
      await session.run('create temp table seen as select 1 as one');
      expect(await session.rows('select one from seen')).toEqual([{ one: 1 }]);
    });
    await expect(analytics.rows('select one from seen')).rejects.toBeInstanceOf(AnalyticsFailed);
  });
});

describe('limits', () => {
  it('stops a query that takes too long, and works again afterwards', async () => {
    const stopped = await analytics.rows(slow, {}, { timeoutMs: 100 }).catch((error) => error);
    expect(stopped).toBeInstanceOf(AnalyticsStopped);
    expect(stopped.reason).toBe('time-out');
    expect(await analytics.rows('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('stops a query when whoever asked goes away', async () => {
    const asking = new AbortController();
    setTimeout(() => asking.abort(), 50);
    const stopped = await analytics.rows(slow, {}, { signal: asking.signal }).catch((e) => e);
    expect(stopped).toBeInstanceOf(AnalyticsStopped);
    expect(stopped.reason).toBe('cancelled');
  });

  it('says plainly that a query needs too much memory', async () => {
    const tight = await openAnalytics({
      directory: join(root, 'tight'),
      memoryLimit: '30MB',
      threads: 2,
      temporaryDisk: '1MB',
    });
    try {
      await expect(
        tight.rows('select list(range) as everything from range(50000000)'),
      ).rejects.toBeInstanceOf(AnalyticsTooLarge);
      expect(await tight.rows('select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      tight.close();
    }
  });

  it('runs no more sessions at once than it has places', async () => {
    let most = 0;
    const turns = Array.from({ length: 8 }, () =>
      analytics.session(async (session) => {
        most = Math.max(most, analytics.load().running);
        await session.rows('select sum(range) as total from range(100000)');
      }),
    );
    await Promise.all(turns);
    expect(most).toBe(2);
    expect(analytics.load()).toEqual({ running: 0, waiting: 0 });
  });

  it('lets someone who is waiting leave the queue', async () => {
    const asking = new AbortController();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const holders = [1, 2].map(() => analytics.session(() => held));
    const waiting = analytics.rows('select 1 as one', {}, { signal: asking.signal });
    asking.abort();
    await expect(waiting).rejects.toBeInstanceOf(AnalyticsStopped);
    release();
    await Promise.all(holders);
    expect(analytics.load()).toEqual({ running: 0, waiting: 0 });
  });
});

describe('what it may touch', () => {
  it('reads and writes in its own folder', async () => {
    const path = join(directory, 'rows.parquet');
    await analytics.rows(`copy (select 7 as seven) to ${quoteText(path)} (format parquet)`);
    expect(await analytics.rows(`select seven from ${quoteText(path)}`)).toEqual([{ seven: 7 }]);
  });

  it('cannot read, write or list anything outside it', async () => {
    const beside = join(root, 'allowed-not');
    await mkdir(beside);
    await writeFile(join(beside, 'secret.csv'), 'a\n1\n');
    const attempts = [
      "select * from read_text('/etc/passwd')",
      "select * from glob('/etc/*')",
      `select * from read_text(${quoteText(join(directory, '../../../../../../etc/passwd'))})`,
      `select * from read_csv(${quoteText(join(beside, 'secret.csv'))})`,
      `copy (select 1) to ${quoteText(join(beside, 'out.csv'))}`,
      `attach ${quoteText(join(beside, 'other.duckdb'))}`,
    ];
    for (const sql of attempts) {
      await expect(analytics.rows(sql), sql).rejects.toThrow(/disabled by configuration/);
    }
    expect(await readdir(beside)).toEqual(['secret.csv']);
  });

  it('cannot be talked out of its limits', async () => {
    const attempts = [
      'set enable_external_access = true',
      "set allowed_directories = ['/']",
      "set memory_limit = '64GB'",
      'set lock_configuration = false',
      'install httpfs',
      'load httpfs',
    ];
    for (const sql of attempts) {
      await expect(analytics.rows(sql), sql).rejects.toBeInstanceOf(AnalyticsFailed);
    }
  });
});

describe('writing a Parquet file', () => {
  it('gives its rows, size and hash, and leaves nothing else behind', async () => {
    const path = join(directory, "a month's rows.parquet");
    const written = await analytics.session((session) =>
      writeParquet(session, {
        path,
        select: 'select range as number from range($many)',
        parameters: { many: 1000 },
      }),
    );
    const bytes = await readFile(path);
    expect(written).toEqual({
      path,
      rows: 1000,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect((await readdir(directory)).toSorted()).toEqual(["a month's rows.parquet", 'temporary']);
  });

  it('leaves the earlier file alone and no part of the new one when the query fails', async () => {
    const path = join(directory, 'rows.parquet');
    await analytics.session((session) =>
      writeParquet(session, { path, select: 'select 1 as one' }),
    );
    const before = await readFile(path);
    const failing = analytics.session((session) =>
      writeParquet(session, { path, select: "select error('no') as one from range(100000)" }),
    );
    await expect(failing).rejects.toBeInstanceOf(AnalyticsFailed);
    expect(await readFile(path)).toEqual(before);
    expect((await readdir(directory)).toSorted()).toEqual(['rows.parquet', 'temporary']);
  });
});
