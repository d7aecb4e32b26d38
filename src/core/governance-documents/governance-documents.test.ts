import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { makeVisitor } from '#tests/support/visitor.ts';

let opened: TestServiceWithApp;

beforeAll(async () => {
  opened = await openTestApp({ partnership: 'warwickshire' });
});
afterAll(() => opened.close());

describe('the documents about how data is handled', () => {
  test('are read by everybody who signs in, each marked as the draft that it is', async () => {
    const { app, service } = opened;
    const nurse = await browserOf(
      app,
      service,
      await makePerson(service, 'practitioner', 'police'),
    );
    const list = await nurse.get('/governance-documents');
    expect(list.text).toContain('Data protection impact assessment Draft');
    const paths = service.profile.governanceDocuments.map(
      ({ id }) => `/governance-documents/${id}`,
    );
    expect(paths.length).toBe(3);
    for (const path of paths) {
      const { text } = await nurse.get(path);
      expect(text).toContain('The partnership has not approved these words.');
      expect(text).toContain("DRAFT for the partnership's lawyers");
    }
    expect((await nurse.get('/governance-documents/none')).status).toBe(404);
  });

  test('have a privacy notice for everybody, a draft too', async () => {
    const home = await makeVisitor(opened.app).get('/');
    const footer = home.html.slice(home.html.indexOf('<footer'));
    expect(footer).toContain('href="/pages/privacy"');
    // Small print: not among the help that a frightened person looks for.
    expect(home.html.slice(0, -footer.length)).not.toContain('/pages/privacy');
    const { text } = await makeVisitor(opened.app).get('/pages/privacy');
    expect(text).toContain('The partnership has not approved these words yet.');
    expect(text).toContain('complain to the Information Commissioner');
  });
});
