import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signVersion } from '#core/access/agreements/sign-version.ts';
import { replaceAgencies } from '#core/agencies/agency-store.ts';
import { takeMail } from '#tests/support/mail.ts';
import { makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { Fields, SeenPage, Visitor } from '#tests/support/visitor.ts';
import { sharingPaths } from './paths.ts';

const start = { kind: 'system', name: 'start' } as const;
const details = {
  title: 'Looking after the quay',
  summary: 'So that nobody is hurt on the quay.',
  'from-day': '23',
  'from-month': '11',
  'from-year': '2026',
  'until-day': '1',
  'until-month': '1',
  'until-year': '2028',
};
const giving = {
  direction: 'gives',
  categories: 'identity',
  purposes: 'prevention',
  heldAs: 'at-risk',
  processing: 'general',
  gateway: 'lifeboat-rule',
};
const receiving = { ...giving, direction: 'receives', gateway: '' };

let opened: TestServiceWithApp;
let keeper: Visitor;
let council: Visitor;
let officer: Visitor;

beforeAll(async () => {
  opened = await openTestApp({ now: '2026-11-23T10:00:00Z' });
  const { app, service } = opened;
  const more = { kind: 'health', dutyRole: 'specified-authority' } as const;
  await service.database.transaction(start, (tx) =>
    replaceAgencies(tx, [
      ...service.profile.agencies,
      { ...more, id: 'clinic', name: 'The clinic', healthOrSocialCare: true },
      {
        id: 'rowers',
        name: 'The rowers',
        kind: 'voluntary',
        dutyRole: 'none',
        healthOrSocialCare: false,
      },
    ]),
  );
  ({ visitor: keeper } = await signInAs(app, service, 'information-governance'));
  ({ visitor: council } = await signInAs(app, service, 'administrator', 'eastmole-council'));
  ({ visitor: officer } = await signInAs(app, service, 'practitioner'));
});
afterAll(() => opened.close());

/** A draft between the constabulary, the council and others, by its address. */
async function startDraft(...others: string[]): Promise<string> {
  const page = await keeper.post(sharingPaths.agreements(), {
    ...details,
    parties: 'eastmole-council',
  });
  expect(page.status).toBe(200);
  if (others.length === 0) return page.path;
  // A visitor's fields have one value each, and these have several.
  const hidden = hiddenOf(await keeper.get(`${page.path}/parties`));
  const sent = new URLSearchParams(hidden);
  for (const party of ['eastmole-council', ...others]) sent.append('parties', party);
  await keeper.ask({
    method: 'POST',
    url: `${page.path}/parties`,
    payload: sent.toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
  });
  return page.path;
}

async function addTerms(draft: string, terms: Fields & { parties: string }): Promise<SeenPage> {
  const form = await keeper.get(`${draft}/terms/new?direction=${terms['direction']}`);
  return keeper.post(`${draft}/terms`, { ...hiddenOf(form), ...terms });
}

function hiddenOf({ html }: SeenPage): Fields {
  const found = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

/** A draft that says enough to be proposed. */
async function startReadyDraft(): Promise<string> {
  const draft = await startDraft();
  await addTerms(draft, { ...giving, parties: 'constabulary' });
  await addTerms(draft, { ...receiving, parties: 'eastmole-council' });
  return draft;
}

async function propose(draft: string): Promise<SeenPage> {
  return keeper.post(`${draft}/proposal`, hiddenOf(await keeper.get(`${draft}/proposal`)));
}

async function sign(visitor: Visitor, version: string, more: Fields = {}): Promise<SeenPage> {
  const form = await visitor.get(`${version}/signature`);
  return visitor.post(`${version}/signature`, { ...hiddenOf(form), authorised: 'yes', ...more });
}

describe('a governance lead', () => {
  it('starts an agreement, says who gives what to whom, proposes it, and both agencies sign', async () => {
    const draft = await startDraft();
    expect((await keeper.get(draft)).text).toContain('Nobody gives or receives anything yet.');
    await addTerms(draft, { ...giving, parties: 'constabulary' });
    const half = await keeper.get(draft);
    expect(half.text).toContain(
      'Harbourshire Constabulary gives this for “Preventing violence”, and it comes to nothing. No other party receives it. (Who they are)',
    );
    await addTerms(draft, { ...receiving, parties: 'eastmole-council' });
    const ready = await keeper.get(draft);
    expect(ready.text).toContain('See what would change, and propose it');
    const asking = await keeper.get(`${draft}/proposal`);
    expect(asking.text).toContain(
      'Nobody would gain or lose sight of a record that is held today.',
    );
    await takeMail(opened.service);
    const proposed = await propose(draft);
    expect(proposed.text).toContain('Waiting for signatures (0 of 2)');
    expect(proposed.text).toContain('an administrator of a party signs for it');
    expect(proposed.text).toContain('Harbourshire Constabulary receives nothing.');
    const mail = await takeMail(opened.service);
    expect(mail.map(({ template }) => template)).toEqual(mail.map(() => 'agreement-to-sign'));
    expect(mail.length).toBeGreaterThanOrEqual(2);
    expect(mail[0]?.text).toContain(`${draft}/signature`);

    expect((await sign(keeper, draft)).text).toContain('Waiting for signatures (1 of 2)');
    const waiting = await council.get(sharingPaths.register());
    expect(waiting.text).toContain('Waiting for your agency’s signature');
    const signed = await sign(council, draft);
    expect(signed.text).toContain('In force until 1 January 2028');
    expect(signed.text).toContain('This is in force now, between all of its parties.');
  });

  it('is told what is missing in a new agreement, and keeps what was typed', async () => {
    const page = await keeper.post(sharingPaths.agreements(), {
      ...details,
      title: '',
      'until-year': '2025',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Enter a title');
    expect(page.html).toContain('So that nobody is hurt on the quay.');
    const backwards = await keeper.post(sharingPaths.agreements(), {
      ...details,
      'until-year': '2025',
    });
    expect(backwards.text).toContain('The day on which it ends must be after the first day');
  });

  it('is refused terms that no power lets through, with the reason', async () => {
    const draft = await startDraft('clinic', 'rowers');
    const barred = { ...giving, gateway: 'harbour-act' };
    const charity = await addTerms(draft, { ...barred, parties: 'rowers' });
    expect(charity.status).toBe(422);
    expect(charity.text).toContain('The rowers cannot rely on Harbour Act');
    const clinic = await addTerms(draft, { ...barred, parties: 'clinic' });
    expect(clinic.text).toContain('The clinic is a health or social care authority');
    const health = await addTerms(draft, {
      ...barred,
      parties: 'constabulary',
      categories: 'health',
    });
    expect(health.text).toContain('does not authorise patient information');
    const figures = await addTerms(draft, { ...giving, parties: 'rowers', gateway: 'tide-tables' });
    expect(figures.text).toContain('Choose a power from the partnership’s list');
    const stranger = await addTerms(draft, { ...giving, parties: 'nobody-at-all' });
    expect(stranger.text).toContain('Choose parties of this agreement');
    const none = await addTerms(draft, { direction: 'gives', parties: 'rowers' });
    expect(none.text).toContain('Choose what is shared');
    expect((await keeper.get(draft)).text).toContain('No party gives anything yet.');
    // The charity may receive, but not by the members' power.
    await addTerms(draft, { ...barred, parties: 'constabulary' });
    await addTerms(draft, { ...receiving, parties: 'rowers' });
    const unmet = await keeper.get(draft);
    expect(unmet.text).toContain('It cannot be proposed yet');
    expect(unmet.text).toContain('Harbour Act does not reach The rowers');
    expect((await propose(draft)).status).not.toBe(303);
    expect((await keeper.get(draft)).text).toContain('Nothing is shared by a draft');
  });

  it('who edits a draft that somebody else has edited sees both, and nothing is lost', async () => {
    const draft = await startReadyDraft();
    const words = await keeper.get(`${draft}/words`);
    const sameWords = await keeper.get(`${draft}/words`);
    const parties = await keeper.get(`${draft}/parties`);
    const terms = await keeper.get(`${draft}/terms/new?direction=gives`);
    await keeper.submit(words, { ...details, summary: 'Said by the first.' });
    const second = await keeper.submit(sameWords, { ...details, summary: 'Said by the second.' });
    expect(second.status).toBe(409);
    expect(second.text).toContain('Said by the first.');
    expect(second.html).toContain('Said by the second.');
    const staleParties = await keeper.post(`${draft}/parties`, {
      ...hiddenOf(parties),
      parties: 'clinic',
    });
    expect(staleParties.status).toBe(409);
    expect(staleParties.text).toContain('Eastmole Council');
    const staleTerms = await keeper.post(`${draft}/terms`, {
      ...hiddenOf(terms),
      ...giving,
      parties: 'eastmole-council',
    });
    expect(staleTerms.status).toBe(409);
    expect(staleTerms.html).toMatch(/value="eastmole-council"[^>]*checked/);
    const again = await keeper.post(`${draft}/terms`, {
      ...hiddenOf(staleTerms),
      ...giving,
      parties: 'eastmole-council',
    });
    expect(again.status).toBe(200);
    const now = await keeper.get(draft);
    expect(now.text).toContain('Said by the first.');
    expect(now.text).not.toContain('The clinic');
  });

  it('changes and removes lines, and takes a party out with what it gives', async () => {
    const draft = await startReadyDraft();
    const change =
      /href="([^"]*terms\/new\?terms=[^"]*)"/.exec((await keeper.get(draft)).html)?.[1] ?? '';
    const form = await keeper.get(change);
    expect(form.html).toMatch(/value="constabulary"[^>]*checked/);
    await keeper.post(`${draft}/terms`, {
      ...hiddenOf(form),
      ...giving,
      parties: 'constabulary',
      heldAs: 'victim',
    });
    expect((await keeper.get(draft)).text).toContain('name different kinds of record');
    const without = await keeper.get(`${draft}/parties`);
    await keeper.post(`${draft}/parties`, hiddenOf(without));
    const alone = await keeper.get(draft);
    expect(alone.text).toContain('It needs two parties or more.');
    expect(alone.text).toContain('No party receives anything yet.');
    const removal = await keeper.submit(alone, { terms: termsIn(alone) });
    expect(removal.text).toContain('No party gives anything yet.');
  });

  it('drafts the next version from the last, one at a time, and ends what is no longer wanted', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    await sign(keeper, draft);
    await sign(council, draft);
    const agreement = draft.replace(/\/versions\/1$/, '');
    const next = await keeper.post(`${agreement}/versions`, {});
    expect(next.path).toBe(`${agreement}/versions/2`);
    expect(next.text).toContain('Draft of version 2');
    expect(next.text).toContain('Lifeboat rule');
    expect((await keeper.post(`${agreement}/versions`, {})).status).toBe(409);
    expect((await council.get(next.path)).status).toBe(404);
    await propose(next.path);
    await sign(keeper, next.path);
    expect((await keeper.get(draft)).text).toContain('In force until');
    await sign(council, next.path);
    expect((await keeper.get(draft)).text).toContain('Replaced by a newer version');
    const ending = await keeper.get(`${agreement}/revocation`);
    expect((await keeper.post(`${agreement}/revocation`, hiddenOf(ending))).status).toBe(422);
    await keeper.post(`${agreement}/revocation`, { ...hiddenOf(ending), which: '2' });
    expect((await keeper.get(draft)).text).toContain('In force until');
    await keeper.post(`${agreement}/revocation`, { which: 'all' });
    expect((await keeper.get(draft)).text).toContain('Ended by the agency that keeps it');
    expect((await keeper.post(`${agreement}/revocation`, { which: 'all' })).status).toBe(409);
  });

  it('discards a draft, which nobody can then propose', async () => {
    const draft = await startReadyDraft();
    const form = await keeper.get(`${draft}/proposal`);
    await keeper.post(`${draft}/disposal`, hiddenOf(await keeper.get(`${draft}/disposal`)));
    expect((await keeper.post(`${draft}/proposal`, hiddenOf(form))).status).toBe(409);
    expect((await keeper.get(draft)).text).toContain('Discarded draft');
  });
});

describe('a party', () => {
  it('signs for itself alone, whatever the form says', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    await sign(council, draft, {
      agencyId: 'constabulary',
      agency: 'constabulary',
      party: 'constabulary',
    });
    const page = await keeper.get(draft);
    expect(page.text).toContain('Waiting for signatures (1 of 2)');
    expect(page.text).toMatch(/Harbourshire Constabulary\s*Not signed/);
  });

  it('cannot be signed for in the database by anybody else', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    const { service } = opened;
    const versionId = await idOf(draft);
    const signer = await makePerson(service, 'administrator', 'eastmole-council');
    const forge = (by: Parameters<typeof service.database.transaction>[0]) =>
      service.database.transaction(by, (tx) =>
        sql`insert into agreement_signatures (version_id, agency_id, signed_by, signed_by_name, signed_at)
          values (${versionId}, 'constabulary', ${signer.userId}, 'Anybody', now())`.execute(tx),
      );
    await expect(forge(signer)).rejects.toThrow(/row-level security/);
    await expect(forge(start)).rejects.toThrow(/row-level security/);
  });

  it('signs once, however often the form is sent, and not twice by two people', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    const form = hiddenOf(await council.get(`${draft}/signature`));
    const fields = { ...form, authorised: 'yes' };
    const both = await Promise.all([
      council.post(`${draft}/signature`, fields),
      council.post(`${draft}/signature`, fields),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const another = await makePerson(opened.service, 'information-governance', 'eastmole-council');
    const address = { agreementId: draft.split('/')[3] ?? '', number: 1 };
    await expect(signVersion(opened.service, { principal: another }, address)).rejects.toThrow(
      /has signed this version already/,
    );
  });

  it('has to confirm that it may sign', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    const form = hiddenOf(await council.get(`${draft}/signature`));
    const page = await council.post(`${draft}/signature`, form);
    expect(page.status).toBe(422);
    expect(page.text).toContain('Confirm that you may sign for your agency');
  });

  it('leaves, and can come back only with a later version', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    await sign(keeper, draft);
    await sign(council, draft);
    const agreement = draft.replace(/\/versions\/1$/, '');
    const left = await council.post(
      `${agreement}/departure`,
      hiddenOf(await council.get(`${agreement}/departure`)),
    );
    expect(left.text).toContain('Left on 23 November 2026');
    expect(left.text).toContain('Waiting for signatures (1 of 2)');
    expect((await council.get(`${draft}/signature`)).text).toContain('It can sign the next one');
    expect((await council.post(`${agreement}/departure`, {})).status).toBe(409);
  });
});

describe('what is not theirs', () => {
  it('a draft is not there for another agency, to read or to write', async () => {
    const draft = await startReadyDraft();
    const { app, service } = opened;
    const { visitor: other } = await signInAs(
      app,
      service,
      'information-governance',
      'eastmole-council',
    );
    expect((await other.get(draft)).status).toBe(404);
    expect((await other.get(sharingPaths.register())).html).not.toContain(draft.split('/')[3]);
    for (const place of ['words', 'parties', 'terms', 'terms/removal', 'proposal', 'disposal'])
      expect((await other.post(`${draft}/${place}`, { ...details, ...giving })).status).toBe(404);
    expect((await other.post(draft.replace(/\/1$/, ''), {})).status).toBe(404);
    expect(
      (await other.post(`${draft.replace(/\/versions\/1$/, '')}/revocation`, { which: 'all' }))
        .status,
    ).toBe(404);
  });

  it('once proposed, nothing of it is edited, by the page or by the database', async () => {
    const draft = await startReadyDraft();
    const words = hiddenOf(await keeper.get(`${draft}/words`));
    const terms = hiddenOf(await keeper.get(`${draft}/terms/new?direction=gives`));
    await propose(draft);
    expect((await keeper.post(`${draft}/words`, { ...words, ...details })).status).toBe(409);
    const put = await keeper.post(`${draft}/terms`, {
      ...terms,
      ...giving,
      parties: 'constabulary',
    });
    expect(put.status).toBe(409);
    expect((await keeper.post(`${draft}/parties`, words)).status).toBe(409);
    const versionId = await idOf(draft);
    await expect(
      opened.service.database.transaction(start, (tx) =>
        sql`delete from agreement_terms where version_id = ${versionId}`.execute(tx),
      ),
    ).rejects.toThrow(/is not changed/);
  });

  it('a practitioner reads agreements, and does nothing with them', async () => {
    const draft = await startReadyDraft();
    await propose(draft);
    const page = await officer.get(draft);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Sign for your agency');
    for (const place of ['signature', 'effect', 'proposal', 'words'])
      expect((await officer.get(`${draft}/${place}`)).status).toBe(403);
  });

  it('an address that names nothing is not found', async () => {
    for (const path of [
      'x',
      randomUUID(),
      `${randomUUID()}/versions/1`,
      `${randomUUID()}/versions/0`,
    ])
      expect((await keeper.get(`/information-sharing/agreements/${path}`)).status).toBe(404);
  });
});

describe('the pages of everybody', () => {
  it('show each power, its limits, and that lawyers have to check the words', async () => {
    const page = await officer.get(sharingPaths.gateways());
    expect(page.text).toContain('Harbour Act');
    expect(page.text).toContain('Health is never given under it.');
    expect(page.text).toContain('No record about a person is given under it.');
    expect(page.text).toContain('They are not legal advice.');
  });

  it('show the draft of the profile to the agency that keeps it, put in once', async () => {
    const register = await keeper.get(sharingPaths.register());
    expect(register.text.split('Keeping the waters calm')).toHaveLength(2);
    expect((await council.get(sharingPaths.register())).text).not.toContain(
      'Keeping the waters calm',
    );
  });
});

function termsIn({ html }: SeenPage): string {
  return /name="terms" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

async function idOf(version: string): Promise<string> {
  const [, , , agreementId = '', , number = ''] = version.split('/');
  const { rows } = await opened.service.database.transaction(start, (tx) =>
    sql<{ id: string }>`select id from agreement_versions
      where agreement_id = ${agreementId} and number = ${Number(number)}`.execute(tx),
  );
  return rows[0]?.id ?? '';
}
