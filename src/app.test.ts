import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestApp, openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { signInAs } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { makeApp } from './app.ts';

let test_: TestServiceWithApp;
let app: FastifyInstance;
const publicPages = ['/', '/about', '/sign-in', '/nowhere', '/pages/help-now'];

beforeAll(async () => {
  test_ = await openTestApp();
  ({ app } = test_);
});
afterAll(async () => {
  await test_.close();
});

describe('every page', () => {
  test.each([...publicPages, '/livez'])(
    '%s carries the headers that browsers obey',
    async (path) => {
      const { headers } = await makeVisitor(app).get(path);
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('strict-transport-security');
    },
  );

  test('asks browsers for https where the service is reached over it', async () => {
    const secured = await makeTestApp({ ...test_, service: { ...test_.service, isHttps: true } });
    const { headers } = await makeVisitor(secured).get('/');
    expect(headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    await secured.close();
  });

  test('lets pictures come from the map tiles that the profile names, and from nowhere else', async () => {
    const { profile } = test_.service;
    const address = 'https://tiles.example/{z}/{x}/{y}.png';
    const areas = { ...profile.areas, mapTiles: { address, attribution: 'The mapper' } };
    const service = { ...test_.service, profile: { ...profile, areas } };
    const policyOf = async (asked: FastifyInstance) =>
      String((await makeVisitor(asked).get('/')).headers['content-security-policy']);
    const tiled = await makeTestApp({ ...test_, service });
    expect(await policyOf(tiled)).toContain("img-src 'self' data: https://tiles.example;");
    expect(await policyOf(tiled)).toContain("connect-src 'self' https://tiles.example");
    await tiled.close();
    expect(await policyOf(app)).not.toContain('https:');
  });

  test.each(publicPages)('%s sets no cookie and is not kept by browsers', async (path) => {
    const { headers } = await makeVisitor(app).get(path);
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('for somebody signed in is not kept by browsers either', async () => {
    const { visitor } = await signInAs(app, test_.service, 'administrator');
    for (const path of ['/home', '/users']) {
      expect((await visitor.get(path)).headers['cache-control']).toBe('no-store');
    }
  });

  test('brings the colours of the partnership, under a name that changes with them', async () => {
    const { theme } = test_.service.assets;
    const response = await makeVisitor(app).get(theme);
    expect(response.html).toContain('#5b2a4e');
    expect(response.headers['cache-control']).toContain('immutable');
    expect((await makeVisitor(app).get('/')).html).toContain(theme);
  });
});

describe('a form from another site changes nothing', () => {
  const ours = { host: 'breakwater.example' };
  let publicApp: FastifyInstance;
  beforeAll(async () => {
    const reach = { host: '127.0.0.1', publicAddress: 'https://breakwater.example' };
    publicApp = await makeApp(test_.service, test_.assetDirectory, { busyAfter: 0, reach });
  });
  afterAll(() => publicApp.close());

  test.each([
    ['a browser that says it came from elsewhere', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
    ['nothing said at all', {}, 403],
    ['an older browser elsewhere', { ...ours, origin: 'https://elsewhere.example' }, 403],
    ['an origin that is hidden', { ...ours, origin: 'null' }, 403],
    [
      'an origin that only begins like ours',
      { ...ours, origin: 'https://breakwater.example.evil.example' },
      403,
    ],
    ['another port of this machine', { ...ours, origin: 'https://breakwater.example:8443' }, 403],
    ['an older browser here', { ...ours, origin: 'https://breakwater.example' }, 303],
    ['a browser here', { 'sec-fetch-site': 'same-origin' }, 303],
    [
      'both, in disagreement',
      { ...ours, 'sec-fetch-site': 'cross-site', origin: 'https://breakwater.example' },
      403,
    ],
  ])('%s', async (_who, headers, status) => {
    const { visitor } = await signInAs(app, test_.service, 'analyst');
    const elsewhere = makeVisitor(publicApp);
    for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value);
    const response = await elsewhere.ask({ method: 'POST', url: '/sign-out', headers });
    expect(response.statusCode).toBe(status);
    const stillIn = (await visitor.get('/home')).path === '/home';
    expect(stillIn).toBe(status === 403);
  });

  test('not even with a method that no form has', async () => {
    const response = await makeVisitor(app).ask({ method: 'PUT', url: '/sign-in' });
    expect(response.statusCode).toBe(403);
  });
});

test.each([
  { trustedProxies: [], seen: '127.0.0.1' },
  { trustedProxies: ['127.0.0.1'], seen: '203.0.113.9' },
])(
  'a visitor comes from $seen when $trustedProxies is believed',
  async ({ trustedProxies, seen }) => {
    const { service, assetDirectory } = test_;
    const behind = await makeApp(service, assetDirectory, { busyAfter: 0, trustedProxies });
    behind.get('/seen-from', ({ ip }) => ip);
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    const { payload } = await makeVisitor(behind).ask({
      method: 'GET',
      url: '/seen-from',
      headers,
    });
    expect(payload).toBe(seen);
    await behind.close();
  },
);

describe('whatever watches the service', () => {
  test('learns that it is up and that it can work', async () => {
    expect((await makeVisitor(app).get('/livez')).html).toBe('{"alive":true}');
    expect((await makeVisitor(app).get('/readyz')).html).toBe('{"ready":true}');
  });

  test('is not told that it is dead when it only has too much to do', async () => {
    const { service, assetDirectory } = test_;
    const busy = await makeApp(service, assetDirectory, { busyAfter: 1 });
    const visitor = makeVisitor(busy);
    const askWhileBusy = async (): Promise<number> => {
      const until = performance.now() + 100;
      while (performance.now() < until);
      return (await visitor.get('/')).status;
    };
    await expect.poll(askWhileBusy, { timeout: 20_000 }).toBe(503);
    const turnedAway = await visitor.get('/');
    expect(turnedAway.text).toContain('Please try again in a moment');
    expect(turnedAway.headers['retry-after']).toBe('5');
    expect((await visitor.get('/livez')).status).toBe(200);
    await busy.close();
  });
});
