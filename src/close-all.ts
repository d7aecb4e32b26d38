import type { Log } from '#platform/log.ts';

export type Closing = () => Promise<void>;

/** Closes what was opened, the last first. One that fails is logged and does not keep the others open. */
export async function closeAll(closing: readonly Closing[], log: Log): Promise<void> {
  for (const close of closing.toReversed()) {
    try {
      await close();
    } catch (problem) {
      log.error({ err: problem }, 'something could not be closed');
    }
  }
}
