import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, type Permission } from '#core/access/permissions.ts';
import { roleNames } from '#core/access/roles.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { operator, signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { guardWorkspace, needs } from './workspace-guard.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;

beforeAll(async () => {
  test_ = await openTestApp();
  ({ app } = test_);
});
afterAll(async () => {
  await test_.close();
});

async function trailOf(userId: string) {
  return test_.service.database.transaction(operator, (tx) =>
    tx
      .selectFrom('audit_entries')
      .selectAll()
      .where('actor', '=', `person:${userId}`)
      .orderBy('id')
      .execute(),
  );
}

describe('a page behind the sign-in', () => {
  test.each(['/home', '/users', '/evidence/imports', '/jobs/x', '/evidence/imports/new'])(
    '%s asks a stranger to sign in, and gives nothing away',
    async (path) => {
      const response = await makeVisitor(app).ask({ method: 'GET', url: path });
      expect(response.statusCode).toBe(303);
      expect(response.payload).toBe('');
      const target = new URL(String(response.headers.location), 'http://here.example');
      expect(target.pathname).toBe('/sign-in');
      expect(target.searchParams.get('next') ?? '/home').toBe(path);
    },
  );

  test('says so to somebody whose role does not include it, and the attempt is on record', async () => {
    const { visitor, userId } = await signInAs(app, test_.service, 'practitioner');
    const refused = await visitor.get('/users');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('You cannot do this');
    expect(await trailOf(userId)).toMatchObject([
      { action: 'GET /users', outcome: 'refused', role: 'practitioner', agency_id: 'constabulary' },
    ]);
  });

  const pages: [string, Permission][] = [
    ['/home', 'workspace.enter'],
    ['/users', 'user.list'],
    ['/evidence/trend', 'evidence.read'],
    ['/evidence/imports/new', 'police-import.make'],
  ];
  test.each(roleNames)('opens to the role %s exactly as the matrix says', async (role) => {
    const { visitor } = await signInAs(app, test_.service, role);
    for (const [path, permission] of pages) {
      const mayOpen = (permissions[permission] as readonly string[]).includes(role);
      expect([path, (await visitor.get(path)).status]).toEqual([path, mayOpen ? 200 : 403]);
    }
  });

  test.each(roleNames)('is offered to the role %s only when it may be opened', async (role) => {
    const { visitor } = await signInAs(app, test_.service, role);
    const home = await visitor.get('/home');
    const offered = [...home.html.matchAll(/<a[^>]+href="(\/[^"#]*)"/g)].map(([, href]) => href);
    expect(offered.length).toBeGreaterThan(1);
    for (const href of new Set(offered)) {
      expect([href, (await visitor.get(href ?? '')).status]).toEqual([href, 200]);
    }
  });

  test('does not exist without a permission: the service does not start', async () => {
    const unguarded = Fastify();
    guardWorkspace(unguarded, test_.service, async (_request, reply) => reply);
    expect(() => unguarded.get('/secrets', () => 'open to all')).toThrow(
      'The route GET /secrets names no permission.',
    );
    expect(() => unguarded.get('/named', needs('user.list'), () => '')).not.toThrow();
    await unguarded.close();
  });
});

describe('the list of people', () => {
  test('is a reading: every person on it is named on record before it is sent', async () => {
    const { visitor, userId } = await signInAs(app, test_.service, 'administrator');
    const page = await visitor.get('/users');
    const people = await test_.service.database.transaction(operator, (tx) =>
      tx.selectFrom('users').select(['id', 'email']).execute(),
    );
    for (const { email } of people) expect(page.text).toContain(email);
    const [entry] = await trailOf(userId);
    expect(entry).toMatchObject({ action: 'users.listed', outcome: 'read' });
    const seen = entry?.about as { kind: string; id: string }[];
    expect(seen.every(({ kind }) => kind === 'user')).toBe(true);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(people.map(({ id }) => id).toSorted());
  });
});
