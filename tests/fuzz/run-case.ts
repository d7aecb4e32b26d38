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

/** What a case came to, such as "police read" or "counts refused". */
export type CaseEnd = string;

const mostMilliseconds = 10_000;

/** Runs one case of a seed. Throws when a promise of the import is broken, or it takes ten seconds. */
export async function runCase(seed: number, index: number, ground: Ground): Promise<CaseEnd> {
  const random = openRandom(seed, index);
  let place = random.int(kinds.reduce((sum, [, , share]) => sum + share, 0));
  const chosen = kinds.find(([, , share]) => (place -= share) < 0) ?? kinds[0];
  const [kind, run] = chosen;
  const folder = join(ground.folder, String(index));
  await mkdir(folder, { recursive: true });
  const began = performance.now();
  try {
    const end = await run(random, { ...ground, folder });
    const milliseconds = performance.now() - began;
    if (milliseconds > mostMilliseconds) throw new Broken(`It took ${milliseconds} ms.`);
    return `${kind} ${end}`;
  } catch (problem) {
    throw new Error(`Case ${index} of seed ${seed} (${kind}): ${wordsOf(problem)}`, {
      cause: problem,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(join(ground.service.parquetDirectory, 'fuzz'), { recursive: true, force: true });
  }
}

function wordsOf(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  return problem instanceof Broken ? problem.message : (problem.stack ?? problem.message);
}
