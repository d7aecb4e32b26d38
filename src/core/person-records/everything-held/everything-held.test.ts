import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree } from '#tests/support/agreement.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { SeenPage, Visitor } from '#tests/support/visitor.ts';

let opened: TestServiceWithApp;
let officer: Visitor;
let council: Visitor;
let lead: Visitor;
let councilLead: Visitor;

const born = { 'born-day': '27', 'born-month': '3', 'born-year': '2008' };
const sam = {
  ...born,
  givenNames: 'Sam',
  familyName: 'Quay',
  heldAs: 'at-risk',
  processing: 'general',
};

beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  const enter = async (...who: [Parameters<typeof makePerson>[1], string]) =>
    browserOf(app, service, await makePerson(service, ...who), { steppedUp: true });
  officer = await enter('practitioner', 'constabulary');
  council = await enter('practitioner', 'eastmole-council');
  lead = await enter('information-governance', 'constabulary');
  councilLead = await enter('information-governance', 'eastmole-council');
  await agree(service, {
    gives: 'constabulary',
    receives: 'eastmole-council',
    categories: ['identity'],
    purpose: 'prevention',
  });
  const page = await officer.submit(await officer.get('/person-records/new'), sam);
  for (const [kind, fields] of [
    ['alias', { text: 'Ziggy Quay' }],
    ['contact', { text: '07700 900123', note: 'Text first' }],
    ['health', { text: '=Asthma' }],
    ['informant', { text: 'Aunt Jo Brine', note: 'Not to be named' }],
  ] as const) {
    await officer.submit(await officer.get(`${page.path}/details/${kind}`), fields);
  }
  await council.get(`${page.path}?purpose=prevention`);
  await officer.submit(await officer.get(`${page.path}/change`), {
    ...sam,
    heldAs: 'victim',
    isCorrection: 'yes',
    wrong: 'It was noted of somebody else',
  });
});
afterAll(() => opened.close());

const ask = (visitor: Visitor, fields: Record<string, string>): Promise<SeenPage> =>
  visitor.post('/everything-held', { ...born, ...fields });

describe('everything held on a person', () => {
  test.each(['Sam Quay', 'quay sam', 'Ziggy QUAY'])('is put together for “%s”', async (name) => {
    const { text } = await ask(lead, { name });
    for (const words of [
      'Ziggy Quay',
      '07700 900123 (Text first)',
      '=Asthma',
      'Identity to The practitioner, Eastmole',
      'Held as: It was noted of somebody else',
      'at-risk, general',
      '0 people',
      'The practitioner, Harbourshire Constabulary, Person record made',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('withholds who told, and says so', async () => {
    const { html, text } = await ask(lead, { name: 'Sam Quay' });
    expect(html).not.toMatch(/Jo Brine|Not to be named/);
    expect(text).toContain('1 entry is withheld');
  });

  test('says of another agency’s records what it says of none at all', async () => {
    const [held, none] = [
      await ask(councilLead, { name: 'Sam Quay' }),
      await ask(councilLead, { name: 'No Body' }),
    ];
    expect(held.html.replaceAll('Sam Quay', '*')).toBe(none.html.replaceAll('No Body', '*'));
    const other = await ask(lead, { name: 'Sam Quay', 'born-day': '28' });
    expect(other.text).toContain('No record of your agency that you may see');
  });

  test('needs a full name and a date of birth', async () => {
    const { status, text } = await lead.post('/everything-held', { name: '' });
    expect(status).toBe(422);
    expect(text).toContain('Enter their full name');
    expect((await lead.post('/everything-held', { name: 'Sam Quay' })).text).toContain(
      'Enter their date of birth',
    );
  });

  test('is one marked file without formulas, too', async () => {
    const fields = { ...born, name: 'Sam Quay' };
    const { html, headers } = await lead.post('/everything-held/file', fields);
    expect(headers['content-type']).toContain('text/csv');
    expect(html).toContain("'=Asthma");
    expect(html).not.toContain('Jo Brine');
    const lines = html.trim().split('\n').slice(1);
    for (const line of lines) expect(line).toContain('20 December 2026');
  });

  test('is for an information governance lead who has shown again who they are', async () => {
    const { app, service } = opened;
    expect((await officer.get('/everything-held')).status).toBe(403);
    const person = await makePerson(service, 'information-governance');
    const hurried = await browserOf(app, service, person);
    expect((await ask(hurried, { name: 'Sam Quay' })).text).toContain('Check that it is you');
  });
});
