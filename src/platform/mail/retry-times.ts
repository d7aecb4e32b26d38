const minute = 60_000;
const longestWait = 240 * minute;
const givesUpAfter = 24 * 60 * minute;
/** A service that was switched off for a day still gives a mail its fair tries. */
const fewestTries = 4;

/**
 * When a mail that could not be delivered is tried again: after 1, 2, 4 … minutes, at most 4 hours,
 * and a last time 24 hours after it was asked for. Undefined when it is given up. Times in
 * milliseconds; `tries` counts those made.
 */
export function nextTryAt(mail: { askedAt: Date; tries: number }, now: Date): Date | undefined {
  const end = mail.askedAt.getTime() + givesUpAfter;
  const isOver = now.getTime() >= end;
  if (isOver && mail.tries >= fewestTries) return undefined;
  const wait = Math.min(minute * 2 ** Math.min(mail.tries - 1, 20), longestWait);
  const next = now.getTime() + wait;
  return new Date(isOver ? next : Math.min(next, end));
}
