import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/log.ts';
import type { DeliveryStore, MailInHand, TryEnd } from './delivery-store.ts';
import { isInventedAddress } from './invented-address.ts';
import { renderMail } from './render-mail.ts';
import { nextTryAt } from './retry-times.ts';
import { DeliveryProblem, type MailTransport } from './transport.ts';

/** How many are handed over at the same time. */
const atOnce = 4;
const noTransport =
  'No way to send mail is set up. Whoever runs the service can set SMTP_URL or NOTIFY_API_KEY.';
const ourFault = 'The mail could not be written, by a fault of ours. It was not sent.';
const unknownProblem = 'Something unexpected happened while the mail was handed over.';

export type Delivery = {
  clock: Clock;
  log: Log;
  /** Undefined when no way to send mail is set up. */
  transport: MailTransport | undefined;
  /** In whose name mail is sent. */
  serviceName: string;
  /** The demonstration shows what it would have sent; a real service never keeps a link. */
  showsWhatItKeeps: boolean;
};

/** Delivers every mail that is due, and settles each; mails for which it is too early stay. */
export async function deliverDueMail(
  store: DeliveryStore,
  delivery: Delivery,
  signal?: AbortSignal,
): Promise<void> {
  let mails: MailInHand[];
  do {
    if (signal?.aborted === true) return;
    mails = await store.take(delivery.clock.now(), atOnce);
    await Promise.all(mails.map((mail) => tryOnce(store, delivery, mail)));
  } while (mails.length > 0);
}

async function tryOnce(store: DeliveryStore, delivery: Delivery, mail: MailInHand): Promise<void> {
  const { clock, log } = delivery;
  const end = await handOver(delivery, mail);
  if (end.state === 'failed') {
    log.error({ mail: mail.id, kind: mail.template, why: end.problem }, 'a mail was given up');
  }
  await store.finish(mail, end, clock.now());
}

async function handOver(delivery: Delivery, mail: MailInHand): Promise<TryEnd> {
  const { transport } = delivery;
  const rendered = render(delivery, mail);
  if (rendered === undefined) return { state: 'failed', problem: ourFault };
  const isKept =
    isInventedAddress(mail.to) || (delivery.showsWhatItKeeps && transport === undefined);
  if (isKept) {
    return { state: 'kept', shown: delivery.showsWhatItKeeps ? rendered : undefined };
  }
  try {
    if (transport === undefined) throw new DeliveryProblem(noTransport);
    const { id, to, wasUnanswered } = mail;
    const { reference } = await transport.handOver({ id, to, wasUnanswered, ...rendered });
    const isPerhapsDouble = wasUnanswered && !transport.isOnceOnly;
    return { state: 'sent', transport: transport.name, reference, isPerhapsDouble };
  } catch (problem) {
    return afterProblem(delivery, mail, problem);
  }
}

function render({ log, serviceName }: Delivery, { id, template, fields }: MailInHand) {
  try {
    return renderMail(template, fields, serviceName);
  } catch (problem) {
    log.error({ err: problem, mail: id }, 'a mail could not be written');
    return undefined;
  }
}

function afterProblem({ clock, log }: Delivery, mail: MailInHand, problem: unknown): TryEnd {
  if (!(problem instanceof DeliveryProblem)) {
    log.error({ err: problem, mail: mail.id }, 'a mail could not be handed over');
  }
  const known =
    problem instanceof DeliveryProblem
      ? problem
      : new DeliveryProblem(unknownProblem, { isUnanswered: true });
  const next = known.isFinal ? undefined : nextTryAt(mail, clock.now());
  if (next === undefined) return { state: 'failed', problem: known.message };
  return {
    state: 'waiting',
    problem: known.message,
    nextTryAt: next,
    wasUnanswered: known.isUnanswered,
  };
}
