/** Whoever called the command stopped it, with Ctrl-C. */
export class Interrupted extends Error {}

/**
 * Long work that Ctrl-C stops in order: the signal is given, the work ends what it has begun and throws the
 * signal's reason, Interrupted. A second Ctrl-C ends the process at once.
 */
export async function stopOnInterrupt<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Interrupted('Stopped before it was finished.'));
  process.once('SIGINT', stop);
  try {
    return await work(stopping.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
