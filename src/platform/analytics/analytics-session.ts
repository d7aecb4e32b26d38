import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AnalyticsStopped, toAnalyticsError } from './analytics-errors.ts';
import { toEngineParameters, toPlainRows, type QueryParameters } from './query-rows.ts';

/** One connection for the length of one piece of work. */
export interface AnalyticsSession {
  rows<Row>(sql: string, parameters?: QueryParameters): Promise<Row[]>;
  run(sql: string, parameters?: QueryParameters): Promise<void>;
}

interface Limits {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs the work on a connection of its own and closes it afterwards. When the time is up or the signal
 * fires, the running statement is interrupted and every later one refused.
 */
export async function openSession<Result>(
  instance: DuckDBInstance,
  work: (session: AnalyticsSession) => Promise<Result>,
  limits: Limits,
): Promise<Result> {
  if (limits.signal?.aborted) throw new AnalyticsStopped('cancelled');
  const connection = await instance.connect();
  const watch = watchLimits(connection, limits);
  const guarded = async <Value>(statement: () => Promise<Value>): Promise<Value> => {
    const before = watch.stopped();
    if (before) throw new AnalyticsStopped(before);
    try {
      return await statement();
    } catch (thrown) {
      throw toAnalyticsError(thrown, watch.stopped());
    }
  };
  try {
    return await work({
      rows: <Row>(sql: string, parameters: QueryParameters = {}) =>
        guarded(async () =>
          toPlainRows<Row>(await connection.runAndReadAll(sql, toEngineParameters(parameters))),
        ),
      run: (sql, parameters = {}) =>
        guarded(async () => {
          await connection.run(sql, toEngineParameters(parameters));
        }),
    });
  } finally {
    watch.end();
    connection.closeSync();
  }
}

function watchLimits(connection: DuckDBConnection, limits: Limits) {
  let stopped: AnalyticsStopped['reason'] | undefined;
  let again: NodeJS.Timeout | undefined;
  const stop = (reason: AnalyticsStopped['reason']) => {
    stopped ??= reason;
    connection.interrupt();
    // A statement that is just being handed over would miss a single interrupt.
    again ??= setInterval(() => connection.interrupt(), 50);
  };
  const cancel = () => stop('cancelled');
  const timer =
    limits.timeoutMs === undefined ? undefined : setTimeout(stop, limits.timeoutMs, 'time-out');
  limits.signal?.addEventListener('abort', cancel, { once: true });
  return {
    stopped: () => stopped ?? (limits.signal?.aborted ? 'cancelled' : undefined),
    end: () => {
      clearTimeout(timer);
      clearInterval(again);
      limits.signal?.removeEventListener('abort', cancel);
    },
  };
}
