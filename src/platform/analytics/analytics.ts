import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { quoteTexts } from './sql-text.ts';
import { openQueryQueue } from './query-queue.ts';
import { openSession, type AnalyticsSession } from './analytics-session.ts';
import type { QueryParameters } from './query-rows.ts';

export interface AnalyticsSettings {
  /** The folder analytics may read and write. Made if missing; temporary files go below it. */
  readonly directory: string;
  /** Further folders it may read, such as where uploaded files wait. They must exist. */
  readonly alsoAllowed?: readonly string[];
  /** For example `500MB`. The engine's own memory; the process needs about 150 MB on top. */
  readonly memoryLimit: string;
  readonly threads: number;
  /** How many sessions run at once; the rest wait. Two unless told. */
  readonly places?: number;
  /** The most temporary disk a query may fill. `10GB` unless told. */
  readonly temporaryDisk?: string;
}

export interface SessionOptions {
  /** Stops whatever runs when it has taken this long, in milliseconds. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Analytics {
  /** The rows of one query. Throws AnalyticsTooLarge, AnalyticsStopped or AnalyticsFailed. */
  rows<Row>(sql: string, parameters?: QueryParameters, options?: SessionOptions): Promise<Row[]>;
  /** Several statements on one connection, which keeps its temporary tables until the work ends. */
  session<Result>(
    work: (session: AnalyticsSession) => Promise<Result>,
    options?: SessionOptions,
  ): Promise<Result>;
  /** Sessions running and waiting now. */
  load(): { readonly running: number; readonly waiting: number };
  close(): void;
}

/**
 * Opens the engine inside this process. After set-up it can reach no file outside the given folders,
 * load no extension, and none of its settings can be changed by SQL.
 */
export async function openAnalytics(settings: AnalyticsSettings): Promise<Analytics> {
  const temporary = join(settings.directory, 'temporary');
  await mkdir(temporary, { recursive: true });
  const allowed = [settings.directory, ...(settings.alsoAllowed ?? [])];
  const real = await Promise.all(allowed.map((folder) => realpath(folder)));

  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: settings.memoryLimit,
    threads: String(settings.threads),
    temp_directory: temporary,
    max_temp_directory_size: settings.temporaryDisk ?? '10GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  await lockDown(instance, [...new Set([...allowed, ...real])]);

  const queue = openQueryQueue(settings.places ?? 2);
  const session: Analytics['session'] = (work, options = {}) =>
    queue.take(() => openSession(instance, work, options), options.signal);

  return {
    session,
    rows: (sql, parameters, options) => session((opened) => opened.rows(sql, parameters), options),
    load: () => ({ running: queue.running, waiting: queue.waiting }),
    close: () => instance.closeSync(),
  };
}

async function lockDown(instance: DuckDBInstance, folders: readonly string[]): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run(`set allowed_directories = ${quoteTexts(folders)}`);
    await connection.run('set enable_external_access = false');
    await connection.run('set lock_configuration = true');
  } finally {
    connection.closeSync();
  }
}
