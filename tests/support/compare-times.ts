/** Milliseconds that each of two kinds of request took, asked in turns. */
export type Times = { hidden: readonly number[]; absent: readonly number[] };

export type TimesCompared = {
  pairs: number;
  hiddenMedian: number;
  absentMedian: number;
  /** The chance that one of the first took longer than one of the second: one half where nobody can tell. */
  chance: number;
  /** How many standard errors that is from one half (Mann and Whitney 1947, normal approximation, ties counted half). */
  deviation: number;
};

/** Asks both questions so many times, in pairs whose order changes by chance, so that load weighs on both alike. */
export async function timeInTurns(
  pairs: number,
  ask: Readonly<Record<'hidden' | 'absent', () => Promise<unknown>>>,
): Promise<Times> {
  const times = { hidden: [] as number[], absent: [] as number[] };
  const take = async (kind: 'hidden' | 'absent'): Promise<void> => {
    const start = performance.now();
    await ask[kind]();
    times[kind].push(performance.now() - start);
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const order =
      Math.random() < 0.5 ? (['hidden', 'absent'] as const) : (['absent', 'hidden'] as const);
    for (const kind of order) await take(kind);
  }
  return times;
}

/** Can the two be told apart by how long they take? */
export function compareTimes({ hidden, absent }: Times): TimesCompared {
  const wins = countWins(hidden, absent);
  const [first, second] = [hidden.length, absent.length];
  const error = Math.sqrt((first * second * (first + second + 1)) / 12);
  return {
    pairs: first,
    hiddenMedian: median(hidden),
    absentMedian: median(absent),
    chance: wins / (first * second),
    deviation: (wins - (first * second) / 2) / error,
  };
}

/** In how many of all pairs the first is longer; a tie is half a win. */
function countWins(first: readonly number[], second: readonly number[]): number {
  const sorted = second.toSorted((a, b) => a - b);
  return first.reduce(
    (wins, time) => wins + (countBelow(sorted, time, false) + countBelow(sorted, time, true)) / 2,
    0,
  );
}

function countBelow(sorted: readonly number[], limit: number, isIncluded: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const value = sorted[middle] ?? 0;
    if (value < limit || (isIncluded && value === limit)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
