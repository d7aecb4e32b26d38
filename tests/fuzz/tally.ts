import type { CaseOutcome } from './run-case.ts';

type Sum = { cases: number; seconds: number; processorSeconds: number };

/** What the cases of a run came to so far. */
export type Tally = {
  add(outcome: CaseOutcome): void;
  /** What went wrong, in words, one for each broken case. */
  readonly broken: readonly string[];
  /** Every kind and end that came up, such as "police read". */
  readonly ends: ReadonlyMap<string, Sum>;
  /** One line: how many cases of which seed, how long they took, the most memory, and the slowest of them. */
  inWords(): string;
};

export function openTally(seed: number): Tally {
  const broken: string[] = [];
  const ends = new Map<string, Sum>();
  const whole: Sum = { cases: 0, seconds: 0, processorSeconds: 0 };
  let slowest: CaseOutcome | undefined;
  let highestMemory = 0;
  return {
    broken,
    ends,
    add(outcome) {
      const { kind, end, words, seconds } = outcome;
      if (words !== undefined) broken.push(words);
      if (slowest === undefined || seconds > slowest.seconds) slowest = outcome;
      highestMemory = Math.max(highestMemory, outcome.memory);
      const name = `${kind} ${end}`;
      const sum = ends.get(name) ?? { cases: 0, seconds: 0, processorSeconds: 0 };
      ends.set(name, sum);
      for (const one of [sum, whole]) {
        one.cases += 1;
        one.seconds += seconds;
        one.processorSeconds += outcome.processorSeconds;
      }
    },
    inWords() {
      const taken = `${whole.cases} cases of seed ${seed} in ${inSeconds(whole)}`;
      if (slowest === undefined) return `${taken}.`;
      const { kind, index, end } = slowest;
      const memory = (highestMemory / 1024 / 1024).toFixed(0);
      return (
        `${taken}, with at most ${memory} MB in memory; ` +
        `the slowest: case ${index}, ${kind} ${end}, ${inSeconds(slowest)}.`
      );
    },
  };
}

function inSeconds({ seconds, processorSeconds }: Omit<Sum, 'cases'>): string {
  return `${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of the processor)`;
}
