import { z } from 'zod';
import type { Service } from '#core/service.ts';
import { findPrincipalOfActor } from '#core/users/principal-of-actor.ts';
import { JobRefused, type JobContext, type JobOutcome, type Task } from '#platform/jobs/job-run.ts';
import { evidencePaths } from '../paths.ts';
import { amountWith } from '../figures/number-words.ts';
import type { ReceiptFile, RowCounts } from '../receipts/receipt.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import { importPoliceFiles } from './import-police-files.ts';
import { getReceipt } from './receipt-store.ts';
import { AllFilesRefused } from './refuse-import.ts';
import { importTaskName } from './request-import.ts';

const ImportPayload = z.object({
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number() })).min(1),
  mayReplace: z.boolean(),
});

const howToAllow = 'If that is right, load it again and tick the box that allows it.';

/** The job that reads uploaded files for whoever sent them. */
export function importTask(service: Service): Task {
  return { name: importTaskName, run: (payload, context) => run(service, payload, context) };
}

async function run(service: Service, payload: unknown, context: JobContext): Promise<JobOutcome> {
  const { files, mayReplace } = ImportPayload.parse(payload);
  const principal = await service.database.transaction({ kind: 'system', name: 'jobs' }, (tx) =>
    findPrincipalOfActor(tx, context.actor),
  );
  if (principal === undefined) throw new JobRefused('Whoever sent the files has left since.');
  const steps = lastOnly(context.progress);
  try {
    const { id, alreadyImported } = await importPoliceFiles(service, principal, {
      id: context.runId,
      source: 'police',
      files: files.map((file) => ({ ...file, path: service.files.pathOf(file.sha256) })),
      mayReplace,
      progress: steps.say,
      signal: context.signal,
    });
    await steps.settled();
    const resultPath = evidencePaths.receipt(id);
    if (alreadyImported) {
      return { message: 'These files were loaded before. Nothing was changed.', resultPath };
    }
    const { rows, files: sent } = await service.database.transaction(principal, (tx) =>
      getReceipt(tx, id),
    );
    return { message: endInWords(rows, sent), resultPath };
  } catch (problem) {
    await steps.settled();
    if (problem instanceof ReplacementDoubtful) {
      throw new JobRefused(`${problem.message} ${howToAllow}`, evidencePaths.newImport());
    }
    if (!(problem instanceof AllFilesRefused)) throw problem;
    throw new JobRefused(`Nothing was loaded. ${problem.message}`, evidencePaths.newImport());
  }
}

/** What somebody must know who reads no further. */
function endInWords(rows: RowCounts, files: readonly ReceiptFile[]): string {
  const amount = (many: number, noun: string): string =>
    amountWith(many, noun, { one: 'was', more: 'were' });
  const refused = files.filter(({ refusal }) => refusal !== null).length;
  return [
    `${amount(rows.read, 'row')} read.`,
    ...(rows.accepted === 0 ? ['None could be used. No figure has changed.'] : []),
    ...(rows.quarantined > 0 ? [`${amount(rows.quarantined, 'row')} set aside.`] : []),
    ...(refused > 0
      ? [
          `${amount(refused, 'file')} refused, and nothing of ${refused === 1 ? 'it' : 'them'} is loaded.`,
        ]
      : []),
    ...(rows.accepted > 0 ? ['Each row is accounted for on the receipt.'] : []),
  ].join(' ');
}

/** Writes progress one at a time and passes over what a newer step has overtaken. */
function lastOnly(write: JobContext['progress']) {
  let writing: Promise<void> = Promise.resolve();
  let latest: Parameters<JobContext['progress']> | undefined;
  const drain = async (): Promise<void> => {
    const step = latest;
    latest = undefined;
    if (step !== undefined) await write(...step);
  };
  return {
    say(...step: Parameters<JobContext['progress']>): void {
      const isIdle = latest === undefined;
      latest = step;
      if (isIdle) writing = writing.then(drain);
    },
    settled: () => writing,
  };
}
