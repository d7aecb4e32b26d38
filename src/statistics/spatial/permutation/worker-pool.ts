import { Worker } from 'node:worker_threads';
import { countSamples, type SampleCounts, type SampleTask } from './count-samples.ts';
import { openRandom } from './open-random.ts';

/** One part of a task: the samples of one stream of random numbers. */
export type SamplePart = { readonly stream: number; readonly samples: number };

/**
 * What a thread runs, made from the text of the functions: so it starts alike from TypeScript and from the one
 * file that the service is built into. The functions may not use anything from outside themselves. The
 * compiler may add a call that gives a function its name.
 */
const program = `
  const __name = (named) => named;
  const { parentPort } = require('node:worker_threads');
  const openRandom = ${openRandom.toString()};
  const countSamples = ${countSamples.toString()};
  parentPort.on('message', ({ task, part }) => {
    const counts = countSamples(task, part, openRandom);
    parentPort.postMessage(counts, [counts.atLeast.buffer, counts.atMost.buffer]);
  });
`;

const idleTime = 5_000;

/** Threads that wait for work for a few seconds and then end. They never keep the process alive by waiting. */
class WorkerPool {
  readonly #idle: { readonly worker: Worker; readonly end: NodeJS.Timeout }[] = [];

  take(): Worker {
    const waiting = this.#idle.pop();
    if (waiting === undefined) return new Worker(program, { eval: true, env: {}, execArgv: [] });
    clearTimeout(waiting.end);
    waiting.worker.ref();
    return waiting.worker;
  }

  giveBack(worker: Worker): void {
    worker.unref();
    const end = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((waiting) => waiting.worker === worker),
        1,
      );
      void worker.terminate();
    }, idleTime);
    end.unref();
    this.#idle.push({ worker, end });
  }
}

const pool = new WorkerPool();

/**
 * Has so many threads count the parts, each taking the next one when it is done, and hands over each part's
 * counts as they come. Throws the signal's reason as soon as it is given.
 */
export async function countInThreads(
  task: SampleTask,
  parts: readonly SamplePart[],
  options: {
    readonly threads: number;
    readonly signal?: AbortSignal | undefined;
    readonly onCounts: (counts: SampleCounts, part: SamplePart) => void;
  },
): Promise<void> {
  const waiting = parts.values();
  const stopped = new AbortController();
  const signal = AbortSignal.any([stopped.signal, ...(options.signal ? [options.signal] : [])]);
  const work = async (): Promise<void> => {
    const worker = pool.take();
    let isSound = false;
    try {
      for (const part of waiting) {
        const counts = await askWorker(worker, { task, part }, signal);
        options.onCounts(counts, part);
      }
      isSound = true;
    } finally {
      if (isSound) pool.giveBack(worker);
      else await worker.terminate();
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.threads, parts.length) }, work));
  } catch (error) {
    stopped.abort(error);
    throw error;
  }
}

function askWorker(
  worker: Worker,
  question: { readonly task: SampleTask; readonly part: SamplePart },
  signal: AbortSignal,
): Promise<SampleCounts> {
  const listening = new AbortController();
  return new Promise<SampleCounts>((resolve, reject) => {
    signal.throwIfAborted();
    const { signal: once } = listening;
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: once });
    const onMessage = (counts: SampleCounts): void => resolve(counts);
    const onExit = (): void => reject(new Error('A thread that counts samples ended early.'));
    worker.on('message', onMessage);
    worker.on('error', reject);
    worker.on('exit', onExit);
    once.addEventListener('abort', () => {
      worker.off('message', onMessage);
      worker.off('error', reject);
      worker.off('exit', onExit);
    });
    worker.postMessage(question, []);
  }).finally(() => listening.abort());
}
