import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseAddress } from '#platform/database/connection.ts';
import { repeat } from '#platform/jobs/repeat.ts';
import { deliverDueMail, type Delivery } from './deliver-due-mail.ts';
import { openDeliveryStore } from './delivery-store.ts';

const anHour = 3_600_000;
/** How long a line of the outbox is kept once nothing more happens to it, in milliseconds. */
const keptFor = 90 * 24 * anHour;

export type MailDelivery = {
  /** Resolves when the mails in hand are settled, or patience with them is over. */
  stop(): Promise<void>;
};

/**
 * Delivers mail in this process until stopped. A mail that a killed process had in hand is taken up
 * again: at once where this process is the only one (`alone`), else when its lease is over.
 */
export function startMailDelivery(
  options: Delivery & {
    address: DatabaseAddress;
    alone: boolean;
    /** Milliseconds between looks into the outbox. */
    every?: number;
    /** How long a stop waits for mails in hand, in milliseconds. */
    stopsWithin?: number;
  },
): MailDelivery {
  const { address, clock, log, alone, every = 2_000, stopsWithin = 6_000 } = options;
  const store = openDeliveryStore(address, (problem) =>
    log.warn({ err: problem }, 'a connection of the outbox was lost'),
  );
  const stopping = new AbortController();
  let isFirst = true;
  let forgotAt = -Infinity;
  const round = async (): Promise<void> => {
    const now = clock.now();
    if (isFirst && alone) await store.freeAll(now);
    isFirst = false;
    if (now.getTime() - forgotAt >= anHour) {
      await store.forgetSettledBefore(new Date(now.getTime() - keptFor));
      forgotAt = now.getTime();
    }
    await deliverDueMail(store, options, stopping.signal);
  };
  const rounds = repeat(round, every, (problem) =>
    log.warn({ err: problem }, 'the outbox could not be emptied'),
  );
  return {
    async stop() {
      stopping.abort();
      const stopped = rounds.stop().then(() => store.close());
      const late = wait(stopsWithin, 'late' as const, { ref: false });
      if ((await Promise.race([stopped, late])) === 'late') log.warn('a mail was still in hand');
    },
  };
}

/** Delivers what is due now, once. */
export async function deliverMailOnce(
  delivery: Delivery & { address: DatabaseAddress },
): Promise<void> {
  const store = openDeliveryStore(delivery.address, () => undefined);
  try {
    await deliverDueMail(store, delivery);
  } finally {
    await store.close();
  }
}
