/** A query needed more memory or temporary disk than it may have. Ask for less, or for a shorter period. */
export class AnalyticsTooLarge extends Error {
  override readonly name = 'AnalyticsTooLarge';
}

/** A query was stopped before it finished: it ran out of time, or whoever asked for it went away. */
export class AnalyticsStopped extends Error {
  override readonly name = 'AnalyticsStopped';
  readonly reason: 'time-out' | 'cancelled';

  constructor(reason: 'time-out' | 'cancelled') {
    super(
      reason === 'time-out'
        ? 'The query took too long and was stopped.'
        : 'The query was cancelled before it finished.',
    );
    this.reason = reason;
  }
}

/** A query failed for any other reason; the cause is the engine's own error. */
export class AnalyticsFailed extends Error {
  override readonly name = 'AnalyticsFailed';
}

/** Turns whatever the engine threw into one of the errors above. */
export function toAnalyticsError(
  thrown: unknown,
  stopped: AnalyticsStopped['reason'] | undefined,
): Error {
  if (isAnalyticsError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (stopped !== undefined && /interrupt/i.test(message)) return new AnalyticsStopped(stopped);
  if (/^Out of Memory Error|could not allocate|max_temp_directory_size/i.test(message)) {
    return new AnalyticsTooLarge('The query needs more memory than analytics may use.', {
      cause: thrown,
    });
  }
  return new AnalyticsFailed(`The query failed: ${firstLine(message)}`, { cause: thrown });
}

function isAnalyticsError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof AnalyticsTooLarge ||
    thrown instanceof AnalyticsStopped ||
    thrown instanceof AnalyticsFailed
  );
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
