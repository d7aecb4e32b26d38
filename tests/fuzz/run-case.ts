import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runAreasCase } from './areas-case.ts';
import { runCountsCase } from './counts-case.ts';
import { Broken, type Ground } from './ground.ts';
import { runImportCase } from './import-case.ts';
import { runPoliceCase } from './police-case.ts';
import { openRandom } from './random.ts';

const kinds = [
  ['police', runPoliceCase, 25],
  ['import', runImportCase, 1],
  ['counts', runCountsCase, 10],
  ['areas', runAreasCase, 4],
] as const;

/** What a case came to and what it took; `end` is 'read' or 'refused', or 'broken' and then `words` say how. */
export type CaseOutcome = {
  index: number;
  kind: (typeof kinds)[number][0];
  end: string;
  words: string | undefined;
  seconds: number;
  /** Of the processor, on every thread. Far fewer than seconds: it waited for a disk or a busy machine. */
  processorSeconds: number;
  /** What the process holds in memory after the case, in bytes. */
  memory: number;
};

/** Of the processor: on a machine that is busy with something else a case may well wait longer. */
const mostSeconds = 10;
/** The most that an import may hold: with no file, however made, does the service need more. */
const mostMemory = 1024 ** 3;

/**
 * Runs one case of a seed: broken when a promise of the import is, when it takes ten seconds of the processor,
 * or when the process holds a gigabyte.
 */
export async function runCase(seed: number, index: number, ground: Ground): Promise<CaseOutcome> {
  const random = openRandom(seed, index);
  let place = random.int(kinds.reduce((sum, [, , share]) => sum + share, 0));
  const chosen = kinds.find(([, , share]) => (place -= share) < 0) ?? kinds[0];
  const [kind, run] = chosen;
  const folder = join(ground.folder, String(index));
  await mkdir(folder, { recursive: true });
  const began = performance.now();
  const processorBefore = process.cpuUsage();
  const outcome = (end: string, words: string | undefined): CaseOutcome => {
    const { user, system } = process.cpuUsage(processorBefore);
    const seconds = (performance.now() - began) / 1000;
    const processorSeconds = (user + system) / 1e6;
    const memory = process.memoryUsage.rss();
    return { index, kind, end, words, seconds, processorSeconds, memory };
  };
  try {
    const ended = outcome(await run(random, { ...ground, folder }), undefined);
    const { processorSeconds, memory } = ended;
    if (processorSeconds > mostSeconds)
      throw new Broken(`it took ${processorSeconds.toFixed(1)} s`);
    if (memory > mostMemory) throw new Broken(`the process holds ${memory} bytes`);
    return ended;
  } catch (problem) {
    return outcome('broken', `Case ${index} of seed ${seed} (${kind}): ${wordsOf(problem)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(join(ground.service.parquetDirectory, 'fuzz'), { recursive: true, force: true });
  }
}

function wordsOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  return problem instanceof Broken ? problem.message : (problem.stack ?? problem.message);
}
