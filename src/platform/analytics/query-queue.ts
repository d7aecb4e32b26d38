import { AnalyticsStopped } from './analytics-errors.ts';

/** Lets at most so many pieces of work run at once; the rest wait their turn, first come first served. */
export interface QueryQueue {
  /** Runs the work when there is a place. Rejects with AnalyticsStopped if the signal fires while waiting. */
  take<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  readonly running: number;
  readonly waiting: number;
}

/** Opens a queue with so many places (at least one). */
export function openQueryQueue(places: number): QueryQueue {
  if (!Number.isInteger(places) || places < 1) throw new Error('A queue needs at least one place.');
  const line: Array<() => void> = [];
  let running = 0;

  return {
    get running() {
      return running;
    },
    get waiting() {
      return line.length;
    },
    async take(work, signal) {
      if (signal?.aborted) throw new AnalyticsStopped('cancelled');
      if (running < places) running += 1;
      else await waitTurn(line, signal);
      try {
        return await work();
      } finally {
        // The place is handed straight on, so that nobody can slip in between.
        const next = line.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

function waitTurn(line: Array<() => void>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const turn = () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      line.splice(line.indexOf(turn), 1);
      reject(new AnalyticsStopped('cancelled'));
    };
    line.push(turn);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
