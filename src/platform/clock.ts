/** The only source of the present moment; tests hand in their own. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at one moment until it is told to move. */
export function fixedClock(start: string): Clock & { moveTo(moment: string): void } {
  let moment = new Date(start);
  return {
    now: () => new Date(moment),
    moveTo(next) {
      moment = new Date(next);
    },
  };
}
