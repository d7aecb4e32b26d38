import type { KeyObject } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { repeat } from '#platform/jobs/repeat.ts';
import type { Log } from '#platform/log.ts';
import { fileWitness } from './file-witness.ts';
import { openLogSeal } from './seal-log.ts';
import { insertWitnessReport, listWitnessNames } from './seal-store.ts';
import { openWitnessPush } from './tell-witness.ts';
import { webWitness } from './web-witness.ts';
import type { Witness } from './witness.ts';

/** Milliseconds from the end of one round to the next: an entry is sealed within a second of its commit. */
const sealEvery = 300;
const witnessEvery = 1_000;

export type RunningSealer = { stop(): Promise<void> };

/** Seals the log for as long as it runs, and keeps the witnesses up to date. Neither ever holds up other work. */
export function startSealer(options: {
  address: DatabaseAddress;
  key: KeyObject;
  clock: Clock;
  log: Log;
  witnesses: readonly Witness[];
}): RunningSealer {
  const { clock, log, witnesses } = options;
  const seal = openLogSeal(options);
  let lastProblem = '';
  const sealing = repeat(
    async () => {
      while ((await sealOnce()) === 'more');
      lastProblem = '';
    },
    sealEvery,
    (problem) => {
      const words = String(problem);
      if (words !== lastProblem) log.error({ err: problem }, 'the audit log is not being sealed');
      lastProblem = words;
    },
  );
  const onProblem = (problem: unknown): void =>
    log.error({ err: problem }, 'a witness does not hold the audit log');
  const told = witnesses.map((witness) => {
    const push = openWitnessPush(seal, witness, { clock, onProblem });
    return repeat(() => push.tell(), witnessEvery, onProblem);
  });
  const tidying = removeOthers().catch(onProblem);

  async function sealOnce(): Promise<'more' | 'done'> {
    const round = await seal.seal();
    return round.kind === 'sealed' && round.isMore ? 'more' : 'done';
  }

  /** A witness that is no longer in the settings is no longer waited for; that it was is kept. */
  async function removeOthers(): Promise<void> {
    const names = new Set(witnesses.map(({ name }) => name));
    await seal.database.alone(async (tx) => {
      for (const witness of await listWitnessNames(tx)) {
        if (names.has(witness)) continue;
        const row = { at: clock.now(), witness, size: 0, words: '' };
        await insertWitnessReport(tx, { ...row, outcome: 'removed' });
      }
    });
  }

  return {
    async stop() {
      await Promise.all([sealing, ...told].map((each) => each.stop()));
      await tidying;
      await seal.close();
    },
  };
}

/** The witnesses that the settings name. */
export function witnessesFrom(settings: {
  auditWitnessFile: string | undefined;
  auditWitnessUrl: string | undefined;
}): Witness[] {
  const { auditWitnessFile: file, auditWitnessUrl: address } = settings;
  return [
    ...(file === undefined ? [] : [fileWitness(file)]),
    ...(address === undefined ? [] : [webWitness(address)]),
  ];
}
