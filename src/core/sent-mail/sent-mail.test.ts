import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverMailOnce } from '#platform/mail/start-mail-delivery.ts';
import { sendLater, type MailToSend } from '#platform/mail/send-later.ts';
import { makeSmtpTransport } from '#platform/mail/smtp-transport.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import { linkIn, takeMail } from '#tests/support/mail.ts';
import { makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor, type Visitor } from '#tests/support/visitor.ts';

const link = 'https://breakwater.test/first/secret-token';

async function ask(opened: TestServiceWithApp, to: string, mail?: Partial<MailToSend>) {
  const { service, clock } = opened;
  const principal = await makePerson(service, 'coordinator');
  const reset = { template: 'password-reset', fields: { link } } as const;
  const whole = { ...reset, to, now: clock.now(), principal, ...mail } as MailToSend;
  await service.database.transaction(principal, (tx) => sendLater(tx, whole));
}

describe('in real use', () => {
  let opened: TestServiceWithApp;
  let server: MailServer;
  let administrator: Visitor;
  let governance: Visitor;
  beforeAll(async () => {
    opened = await openTestApp();
    server = await startMailServer();
    const { app, service } = opened;
    ({ visitor: administrator } = await signInAs(app, service, 'administrator'));
    ({ visitor: governance } = await signInAs(app, service, 'information-governance'));
    await takeMail(service);
  });
  afterAll(async () => {
    await server.close();
    await opened.close();
  });

  async function deliver(): Promise<void> {
    const { service } = opened;
    const { name: serviceName } = service.profile.identity;
    const from = 'no-reply@harbourshire.gov.uk';
    const { port } = server;
    const smtp = { kind: 'smtp', from, host: '127.0.0.1', port, encryption: 'none' } as const;
    await deliverMailOnce({
      address: service.database.address,
      clock: service.clock,
      log: service.log,
      transport: makeSmtpTransport({ ...smtp, credentials: undefined }, { serviceName }),
      serviceName,
      showsWhatItKeeps: false,
    });
  }

  test('an administrator’s home is silent about mail while all is well', async () => {
    expect((await administrator.get('/home')).text).not.toContain('could not be');
  });

  test('an administrator sees what became of each mail, and never what it said', async () => {
    await ask(opened, 'waiting@school.org.uk');
    expect((await administrator.get('/sent-mail')).text).toContain('It goes out in a moment.');
    await deliver();
    server.script.push({ refuseAddress: 550 });
    await ask(opened, 'gone@school.org.uk');
    await deliver();
    server.script.push({ refuseAddress: 451 });
    await ask(opened, 'later@school.org.uk');
    await deliver();
    await ask(opened, 'sam@school.example');
    await deliver();
    const { text, html } = await administrator.get('/sent-mail');
    expect(text).toContain('4 mails');
    expect(text).toContain('calls it “250 Ok: queued as A1B2C3”');
    expect(text).toContain('The mail server refused the address (550). It was tried once.');
    expect(text).toContain('The next try is on 22 November 2026 at 10:01am');
    expect(text).toContain('To sam@school.example');
    expect(html).not.toContain('secret-token');
    const items = [...parseHTML(html).document.querySelectorAll('main li strong.govuk-tag')];
    expect(items.map(({ textContent }) => textContent?.trim())).toEqual([
      'Did not leave',
      'Tried, not sent yet',
      'Not delivered',
      'Handed over',
    ]);
  });

  test('a mail that was given up is on the home of administrators and governance, with the way to it', async () => {
    for (const visitor of [administrator, governance]) {
      const home = await visitor.get('/home');
      expect(home.text).toContain('1 mail of the last 7 days could not be delivered.');
      expect(home.html).toContain('href="/sent-mail?show=failed"');
    }
    const failed = await administrator.get('/sent-mail?show=failed');
    expect(failed.text).toContain('1 mail not delivered');
    expect(failed.text).toContain('To gone@school.org.uk');
    expect(failed.text).not.toContain('later@school.org.uk');
    const waiting = await administrator.get('/sent-mail?show=waiting');
    expect(waiting.text).toContain('To later@school.org.uk');
  });

  test('who looked at which lines is recorded', async () => {
    await governance.get('/sent-mail?show=failed');
    const { database } = opened.service;
    const { id } = await database.transaction(operator, (tx) =>
      tx
        .selectFrom('outgoing_mail')
        .select('id')
        .where('state', '=', 'failed')
        .executeTakeFirstOrThrow(),
    );
    const entry = await database.transaction(operator, (tx) =>
      tx
        .selectFrom('audit_entries')
        .select(['action', 'outcome', 'about'])
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    );
    expect(entry).toMatchObject({ action: 'mail.listed', outcome: 'read' });
    expect(JSON.stringify(entry)).toContain(id);
  });

  test('nobody else sees it, and there is no way to it for them', async () => {
    const { visitor } = await signInAs(opened.app, opened.service, 'practitioner');
    expect((await visitor.get('/sent-mail')).status).toBe(403);
    const home = await visitor.get('/home');
    expect(home.html).not.toContain('/sent-mail');
    const stranger = await makeVisitor(opened.app).get('/sent-mail');
    expect(stranger.path).toMatch(/^\/sign-in/);
  });

  test('an address that means nothing shows the whole list', async () => {
    const page = await administrator.get('/sent-mail?show=everything&page=-3');
    expect(page.status).toBe(200);
    expect(page.text).toContain('4 mails');
  });

  test('a long list has pages', async () => {
    for (let person = 0; person < 26; person += 1) await ask(opened, `p${person}@school.example`);
    await takeMail(opened.service);
    const second = await administrator.get('/sent-mail?page=2');
    expect(second.text).toContain('Showing 26 to 30 of 30');
    expect(second.text).toContain('waiting@school.org.uk');
  });

  test('an administrator sees nothing of what another agency sends', async () => {
    const { app, service } = opened;
    const elsewhere = await signInAs(app, service, 'administrator', 'eastmole-council');
    await ask(opened, 'ours@school.org.uk');
    expect((await elsewhere.visitor.get('/sent-mail')).text).not.toContain('ours@school.org.uk');
    expect((await governance.get('/sent-mail')).text).toContain('ours@school.org.uk');
  });
});

describe('in the demonstration', () => {
  let opened: TestServiceWithApp;
  beforeAll(async () => {
    opened = await openTestApp({ partnership: 'harbourshire', demonstration: true });
  });
  afterAll(() => opened.close());

  test('everybody who is in reads what would have been sent', async () => {
    const [someone] = opened.service.demonstration?.cast.people ?? [];
    const visitor = makeVisitor(opened.app);
    await visitor.enterAs(someone?.id ?? '');
    expect((await visitor.get('/sent-mail')).text).toContain('Nothing has been sent yet.');
    await ask(opened, 'sam@school.example');
    await ask(opened, 'kim@school.example', {
      template: 'sign-in-changed',
      fields: { what: 'passkey-added' },
    });
    const [first, second] = await takeMail(opened.service);
    expect(linkIn(first ?? { text: '' })).toBe(link);
    expect(second).toMatchObject({ to: 'kim@school.example', template: 'sign-in-changed' });
    const page = await visitor.get('/sent-mail');
    expect(page.text).toContain('A passkey was added.');
    expect(page.html).toContain(`href="${link}"`);
  });
});
