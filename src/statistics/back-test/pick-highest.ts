/**
 * How far each area is picked when so many with the highest counts are: 1 is picked, 0 is not. Areas that tie
 * for the last places share them evenly, so that nobody’s order decides: what adds up over the picked areas is
 * then the average over every way to break the tie.
 */
export function pickHighest(counts: readonly number[], picks: number): number[] {
  const last = counts.toSorted((one, other) => other - one)[picks - 1];
  if (last === undefined) return counts.map(() => 0);
  const above = counts.filter((count) => count > last).length;
  const tied = counts.filter((count) => count === last).length;
  return counts.map((count) => {
    if (count === last) return (picks - above) / tied;
    return count > last ? 1 : 0;
  });
}
