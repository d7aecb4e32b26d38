import type { Clock } from '#platform/clock.ts';
import { rootOf } from './merkle-tree.ts';
import { readTree, type LogSeal } from './seal-log.ts';
import { findLastHead, insertWitnessReport, type WitnessReport } from './seal-store.ts';
import type { SignedHead } from './signed-head.ts';
import type { Witness, WitnessAnswer } from './witness.ts';

/** Milliseconds between reports that only say that all is still well. */
const reportEvery = 10_000;

export type WitnessPush = {
  /** Gives the witness the newest head, if it lacks it, and writes down how that went. Never throws for the witness. */
  tell(): Promise<void>;
};

/** Keeps one witness up to date with one log. */
export function openWitnessPush(
  log: LogSeal,
  witness: Witness,
  { clock, onProblem }: { clock: Clock; onProblem: (problem: unknown) => void },
): WitnessPush {
  let heldSize = -1;
  let isCompared = false;
  let reported: WitnessReport | undefined;

  async function report(
    outcome: WitnessReport['outcome'],
    size: number,
    words = '',
  ): Promise<void> {
    const at = clock.now();
    const isNew = reported?.outcome !== outcome || reported.words !== words;
    const isOlder = reported === undefined || at.getTime() - reported.at.getTime() >= reportEvery;
    if (!isNew && (!isOlder || size === reported?.size)) return;
    const row = { at, witness: witness.name, outcome, size, words };
    // Undefined: another was at work just then; it is written in the next round.
    const isWritten = await log.database.alone(async (tx) => {
      await insertWitnessReport(tx, row);
      return true;
    });
    if (isWritten === true) reported = row;
  }

  async function offer(head: SignedHead): Promise<WitnessAnswer> {
    if (!isCompared) {
      const words = await findContradiction(log, witness, head);
      isCompared = true;
      if (words !== undefined) {
        await witness.hold(head);
        return { kind: 'conflict', words };
      }
    }
    return witness.hold(head);
  }

  return {
    async tell() {
      const head = await log.database.alone(findLastHead);
      if (head === undefined) return;
      if (head.size <= heldSize)
        return report(reported?.outcome ?? 'held', heldSize, reported?.words);
      try {
        const answer = await offer(head);
        heldSize = head.size;
        if (answer.kind === 'conflict') onProblem(new Error(`${witness.name}: ${answer.words}`));
        await (answer.kind === 'held'
          ? report('held', head.size)
          : report('conflict', head.size, answer.words));
      } catch (problem) {
        if (reported?.outcome !== 'failed') onProblem(problem);
        await report('failed', Math.max(0, heldSize), wordsOf(problem));
      }
    },
  };
}

/** Whether the last head a witness holds is one that this log went through, worked out from its leaves. */
async function findContradiction(
  log: LogSeal,
  witness: Witness,
  head: SignedHead,
): Promise<string | undefined> {
  const last = await witness.findLast?.();
  if (last === undefined) return undefined;
  if (last.size > head.size) {
    return `It holds a log of ${last.size} entries; this database has only ${head.size}. Was it put back to an earlier state?`;
  }
  const tree = await log.database.alone((tx) => readTree(tx, last.size));
  if (tree === undefined) throw new Error('Another sealer is at work.');
  if (rootOf(tree).equals(last.root)) return undefined;
  return `It holds a log of ${last.size} entries that is not the beginning of this one.`;
}

function wordsOf(problem: unknown): string {
  const cause =
    problem instanceof Error && problem.cause instanceof Error ? problem.cause : problem;
  return cause instanceof Error ? cause.message.slice(0, 200) : 'It could not be reached.';
}
