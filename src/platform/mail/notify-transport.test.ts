import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startNotifyServer, type NotifyServer } from '#tests/support/notify-server.ts';
import { makeNotifyTransport } from './notify-transport.ts';
import type { DeliveryProblem, MailToHandOver, MailTransport } from './transport.ts';

const templateId = '5a5a5a5a-0000-4000-8000-000000000009';
const mail: MailToHandOver = {
  id: '3f1c2a34-0000-4000-8000-000000000001',
  to: 'sam@school.org.uk',
  subject: 'Harbourshire: You are invited',
  text: 'You are invited.\n\nhttps://breakwater.test/first/secret-token\n',
  wasUnanswered: false,
};

let server: NotifyServer;
let transport: MailTransport;
beforeAll(async () => {
  server = await startNotifyServer();
  const { baseUrl, apiKey } = server;
  transport = makeNotifyTransport({ kind: 'notify', apiKey, templateId, baseUrl }, 800);
});
afterAll(() => server.close());
beforeEach(() => {
  server.taken.length = 0;
  server.script.length = 0;
});

async function problemOf(attempt: Promise<unknown>): Promise<DeliveryProblem> {
  return attempt.then(
    () => expect.unreachable('it was handed over'),
    (problem: DeliveryProblem) => problem,
  );
}

test('a mail is handed over with its words in the one template, and named by us', async () => {
  const { reference } = await transport.handOver(mail);
  expect(server.taken).toEqual([
    {
      id: reference,
      reference: mail.id,
      email_address: 'sam@school.org.uk',
      template_id: templateId,
      personalisation: { subject: mail.subject, body: mail.text },
    },
  ]);
});

test('a mail that Notify took without answering is not given to it again', async () => {
  server.script.push('take-and-hang');
  expect(await problemOf(transport.handOver(mail))).toMatchObject({
    message: 'GOV.UK Notify did not say whether it took the mail.',
    isUnanswered: true,
    isFinal: false,
  });
  const { reference } = await transport.handOver({ ...mail, wasUnanswered: true });
  expect(server.taken.map(({ id }) => id)).toEqual([reference]);
});

test('a mail that Notify did not take, though it seemed so, is given to it', async () => {
  server.script.push('cut');
  expect(await problemOf(transport.handOver(mail))).toMatchObject({ isUnanswered: true });
  await transport.handOver({ ...mail, wasUnanswered: true });
  expect(server.taken).toHaveLength(1);
});

test('while Notify cannot say whether it has the mail, it is not given to it', async () => {
  server.script.push({ refuse: 500 });
  expect(await problemOf(transport.handOver({ ...mail, wasUnanswered: true }))).toMatchObject({
    isFinal: false,
  });
  expect(server.taken).toEqual([]);
});

test.each([
  [400, { isFinal: true, isUnanswered: false }],
  [403, { message: 'GOV.UK Notify did not accept NOTIFY_API_KEY (403).', isFinal: false }],
  [429, { message: 'GOV.UK Notify takes no more mail now (429).', isFinal: false }],
  [500, { isFinal: false, isUnanswered: true }],
  [503, { isFinal: false, isUnanswered: true }],
])('an answer of %i is told plainly, and holds nothing of the mail', async (status, expected) => {
  server.script.push({ refuse: status });
  const problem = await problemOf(transport.handOver(mail));
  expect(problem).toMatchObject(expected);
  expect(problem.message).not.toMatch(/secret|sam@/);
});

test('a key that Notify does not know is refused by it', async () => {
  const other = server.apiKey.replaceAll('1', '2');
  const stranger = makeNotifyTransport(
    { kind: 'notify', apiKey: other, templateId, baseUrl: server.baseUrl },
    5_000,
  );
  expect((await problemOf(stranger.handOver(mail))).message).toContain('NOTIFY_API_KEY (403)');
});

test('a Notify that is not there cannot have taken it', async () => {
  const gone = await startNotifyServer();
  await gone.close();
  const nobody = makeNotifyTransport(
    { kind: 'notify', apiKey: gone.apiKey, templateId, baseUrl: gone.baseUrl },
    5_000,
  );
  expect(await problemOf(nobody.handOver(mail))).toMatchObject({
    message: 'GOV.UK Notify could not be reached.',
    isUnanswered: false,
    isFinal: false,
  });
});
