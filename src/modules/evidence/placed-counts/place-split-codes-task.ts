import { findCarryingSequence } from '#core/places/split-area-store.ts';
import { areasChangedTaskName } from '#core/places/record-load.ts';
import type { Service } from '#core/service.ts';
import type { JobContext, JobOutcome, Task } from '#platform/jobs/job-run.ts';
import { evidencePaths } from '../paths.ts';
import { placeSplitCodes } from './place-split-codes.ts';
import { listImportsToPlace } from './placed-count-store.ts';

const jobs = { kind: 'system', name: 'jobs' } as const;

/** After areas changed: places the incidents of every import anew, one after the other. */
export function placeSplitCodesTask(service: Service): Task {
  return { name: areasChangedTaskName, run: (_payload, context) => run(service, context) };
}

/** An import that is done is not done again when the job is taken up after a crash. */
async function run(
  service: Service,
  { progress, signal }: Pick<JobContext, 'progress' | 'signal'>,
): Promise<JobOutcome> {
  const imports = await service.database.transaction(jobs, async (tx) =>
    listImportsToPlace(tx, await findCarryingSequence(tx)),
  );
  let incidents = 0;
  for (const [done, id] of imports.entries()) {
    signal.throwIfAborted();
    await progress('Placing incidents', done, imports.length);
    incidents += await placeSplitCodes(service, jobs, id, signal);
  }
  return {
    message: `${incidents.toLocaleString('en-GB')} incidents in split areas were placed by their points.`,
    resultPath: evidencePaths.imports(),
  };
}
