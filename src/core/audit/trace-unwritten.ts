import { isConnectionProblem } from '#platform/database/connection-problem.ts';
import { RequestFailure } from '#platform/http/failures.ts';

/** The entry could not be written, so nothing was done and nothing is shown. */
class TraceUnwritten extends RequestFailure {
  readonly status = 503;

  constructor(cause: unknown) {
    super(
      'Breakwater could not write down who asked for this, so nothing was saved and nothing is shown. Try again in a few minutes.',
      { cause },
    );
  }
}

/** Runs what writes an entry; its failure is told apart from every other. */
export async function orTraceUnwritten<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (problem) {
    // A database that cannot be reached has words of its own.
    throw isConnectionProblem(problem) ? problem : new TraceUnwritten(problem);
  }
}
