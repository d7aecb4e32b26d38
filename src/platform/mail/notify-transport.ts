import { NotifyClient } from 'notifications-node-client';
import { z } from 'zod';
import { DeliveryProblem, type MailToHandOver, type MailTransport } from './transport.ts';

export type NotifySettings = {
  kind: 'notify';
  apiKey: string;
  /** A template of ours at Notify: subject ((subject)), message ((body)). */
  templateId: string;
  baseUrl: string;
};

const usualPatience = 30_000;

const Taken = z.object({ data: z.object({ id: z.string().max(100) }) });
const Found = z.object({
  data: z.object({ notifications: z.array(z.object({ id: z.string().max(100) })) }),
});
const Refusal = z.object({ response: z.object({ status: z.number() }) });
const NeverArrived = z.object({
  code: z.enum(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']),
});

/** Hands mail over to GOV.UK Notify, which is asked after a silence whether it has the mail already. */
export function makeNotifyTransport(
  { apiKey, templateId, baseUrl }: NotifySettings,
  patience = usualPatience,
): MailTransport {
  const client = new NotifyClient(baseUrl, apiKey);
  return {
    name: 'notify',
    isOnceOnly: true,
    async handOver(mail) {
      const taken = mail.wasUnanswered ? await findTaken(client, mail, patience) : undefined;
      return { reference: taken ?? (await give(client, templateId, mail, patience)) };
    },
  };
}

async function give(
  client: NotifyClient,
  templateId: string,
  { id, to, subject, text }: MailToHandOver,
  patience: number,
): Promise<string> {
  const sending = client.sendEmail(templateId, to, {
    personalisation: { subject, body: text },
    reference: id,
  });
  return Taken.parse(await answerWithin(patience, sending, true)).data.id;
}

/** The mail as Notify has it from an earlier try, by the name that we gave it. */
async function findTaken(
  client: NotifyClient,
  { id }: MailToHandOver,
  patience: number,
): Promise<string | undefined> {
  const asking = client.getNotifications('email', undefined, id, undefined);
  return Found.parse(await answerWithin(patience, asking, false)).data.notifications[0]?.id;
}

/** The client itself waits for ever. */
async function answerWithin<Answer>(
  patience: number,
  asking: Promise<Answer>,
  isGiving: boolean,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patience);
  });
  try {
    return await Promise.race([asking, silence]);
  } catch (problem) {
    throw explain(problem, isGiving);
  } finally {
    clearTimeout(timer);
  }
}

function explain(problem: unknown, isGiving: boolean): DeliveryProblem {
  const refusal = Refusal.safeParse(problem);
  if (!refusal.success) {
    if (NeverArrived.safeParse(problem).success) {
      return new DeliveryProblem('GOV.UK Notify could not be reached.');
    }
    return isGiving
      ? new DeliveryProblem('GOV.UK Notify did not say whether it took the mail.', {
          isUnanswered: true,
        })
      : new DeliveryProblem('GOV.UK Notify did not answer.');
  }
  const { status } = refusal.data.response;
  if (status === 400) {
    return new DeliveryProblem(
      'GOV.UK Notify refused the mail (400). The address or the template may be wrong.',
      { isFinal: true },
    );
  }
  if (status === 401 || status === 403) {
    return new DeliveryProblem(`GOV.UK Notify did not accept NOTIFY_API_KEY (${status}).`);
  }
  if (status === 429) return new DeliveryProblem('GOV.UK Notify takes no more mail now (429).');
  // A gateway before Notify may say this after Notify took the mail.
  return new DeliveryProblem(`GOV.UK Notify is not working now (${status}).`, {
    isUnanswered: isGiving && status >= 500,
  });
}
