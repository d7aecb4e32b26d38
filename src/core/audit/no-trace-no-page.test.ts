import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import type { Visitor } from '#tests/support/visitor.ts';

const roles = ['practitioner', 'administrator', 'information-governance'] as const;
const canary = `Quillfeather${randomUUID().slice(0, 8)}`;
let opened: TestServiceWithApp;
let colleague: { userId: string; email: string };
let record: string;
const visitors: Visitor[] = [];

beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  for (const role of roles) visitors.push((await signInAs(app, service, role)).visitor);
  colleague = await signInAs(app, service, 'coordinator');
  const [officer] = visitors;
  if (officer === undefined) throw new Error('Nobody is signed in.');
  const made = await officer.submit(await officer.get('/person-records/new'), {
    givenNames: 'Zeb',
    familyName: canary,
    'born-day': '27',
    'born-month': '3',
    'born-year': '2008',
    heldAs: 'at-risk',
    processing: 'general',
  });
  record = made.path.split('/').at(-1)?.split('?')[0] ?? '';
});
afterAll(() => opened.close());

/** Every address that the app answers to GET, with numbers that are somebody's put in. */
function listAddresses(app: FastifyInstance): string[] {
  const parts: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^([│├└─\s]*)(\S+) \((.*)\)$/.exec(line) ?? [];
      if (part === '') return [];
      parts.splice(indent.length / 4 - 1);
      parts.push(part);
      const path = parts.join('');
      return methods.includes('GET') && !path.includes('*') ? [withNumbers(path)] : [];
    });
}

function withNumbers(path: string): string {
  const id = path.startsWith('/person-records') ? record : colleague.userId;
  return path.replace(':id', id).replace(':kind', 'alias').replaceAll(/:\w+/g, randomUUID());
}

test('while no entry can be written, no address gives a byte that would have had one', async () => {
  const addresses = listAddresses(opened.app);
  expect(addresses.length).toBeGreaterThan(40);
  expect(addresses).toContain(`/person-records/${record}`);
  const secrets = [canary, colleague.email];
  const ask = async (visitor: Visitor, url: string) => {
    const { statusCode, payload } = await visitor.ask({ method: 'GET', url });
    return { statusCode, isPersonal: secrets.some((secret) => payload.includes(secret)) };
  };
  const administrator = await connectAs(opened.service.database, 'administrator');
  const countEntries = async () => {
    const { rows } = await administrator.query<{ count: number }>(
      'select count(*) from audit_entries',
    );
    return rows[0]?.count ?? 0;
  };
  const traced: { visitor: Visitor; url: string }[] = [];
  const personal: string[] = [];
  for (const visitor of visitors) {
    for (const url of addresses) {
      const before = await countEntries();
      const { isPersonal } = await ask(visitor, url);
      const hasEntry = (await countEntries()) > before;
      if (hasEntry) traced.push({ visitor, url });
      // Whatever shows somebody else's data has written an entry.
      if (isPersonal) expect(hasEntry, url).toBe(true);
      if (isPersonal) personal.push(url);
    }
  }
  expect(personal).toContain(`/person-records/${record}`);
  expect(personal).toContain('/users');
  await administrator.query(
    `create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no entry today'; end $$;
    create trigger refuse before insert on audit_entries for each row execute function refuse()`,
  );
  const leaks: string[] = [];
  for (const { visitor, url } of traced) {
    const { statusCode, isPersonal } = await ask(visitor, url);
    if (statusCode !== 503 || isPersonal) leaks.push(`${statusCode} ${url}`);
  }
  await administrator.end();
  expect(leaks).toEqual([]);
}, 60_000);
