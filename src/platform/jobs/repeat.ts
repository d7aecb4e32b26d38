/** Work that comes round again until it is stopped. */
export type Repetition = {
  /** Resolves when the round that is under way has ended. */
  stop(): Promise<void>;
};

/** Does something now and again every so many milliseconds; rounds never overlap. */
export function repeat(
  work: () => Promise<void>,
  every: number,
  onProblem: (problem: unknown) => void,
): Repetition {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let round = goRound();

  async function goRound(): Promise<void> {
    await work().catch(onProblem);
    if (isStopped) return;
    timer = setTimeout(() => {
      round = goRound();
    }, every);
    timer.unref();
  }

  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
