import { afterEach, describe, expect, inject, test } from 'vitest';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

let visitor: Visitor;
afterEach(() => visitor.leave());

const readers = ['What has changed', 'Advice you can use or pass on'];

const roles = [
  { role: 'Practitioner', name: 'Inspector Dawn Hallam', sees: readers, notTheirs: '/users' },
  { role: 'Coordinator', name: 'Ruth Ellerby', sees: readers, notTheirs: '/evidence/imports/new' },
  { role: 'Panel member', name: 'Nadia Rahmani-Cole', sees: readers, notTheirs: '/users' },
  { role: 'Analyst', name: 'Priya Sandhurst', sees: readers, notTheirs: '/users' },
  { role: 'Strategy lead', name: 'Marcus Adeyemi-Thorne', sees: readers, notTheirs: '/users' },
  {
    role: 'Information governance lead',
    name: 'Simon Achterberg',
    sees: ['People who can sign in', ...readers],
    notTheirs: '/evidence/imports/new',
  },
  {
    role: 'School or organisation',
    name: 'Helen Marchbank',
    sees: ['Advice you can use or pass on'],
    notTheirs: '/evidence/trend',
  },
  {
    role: 'Administrator',
    name: 'Colin Wetherby',
    sees: ['People who can sign in'],
    notTheirs: '/evidence/districts',
  },
];

/** The rest have the same parts on their home, so looking at one of them closely is enough. */
const isUnlikeTheOthers = new Set(['Analyst', 'Information governance lead', 'Administrator']);

describe.each(roles)('somebody who enters as $role', ({ role, name, sees, notTheirs }) => {
  test('sees a home with something true on it, and is told plainly what is not theirs', async () => {
    visitor = await makeVisitor({ address });
    await visitor.enterAs(name);
    const { page } = visitor;
    expect(new URL(page.url()).pathname).toBe('/home');
    await page.locator('header').getByText(`${role}, `).waitFor();
    await page.getByRole('heading', { level: 1, name: 'What needs you today' }).waitFor();
    for (const heading of sees) await page.getByRole('heading', { name: heading }).waitFor();
    await page.getByText('In the story').waitFor();
    await (isUnlikeTheOthers.has(role) ? checkPage(visitor) : checkSmallScreen(visitor));

    const menu = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    for (const link of await menu.all()) {
      const path = (await link.getAttribute('href')) ?? '';
      const offered = await visitor.context.request.get(`${address}${path}`);
      expect(offered.status(), `${path}, which the menu offers`).toBe(200);
    }

    const answer = await page.goto(`${address}${notTheirs}`);
    expect(answer?.status()).toBe(403);
    await page.getByText('Your role does not include this page').waitFor();
    await page.getByRole('link', { name: 'Go to your home page' }).click();
    expect(new URL(page.url()).pathname).toBe('/home');
  });
});

test('the list of people names those of the agency, nobody else, and is accessible', async () => {
  visitor = await makeVisitor({ address });
  await visitor.enterAs('Colin Wetherby');
  await visitor.page.getByRole('link', { name: 'See who they are' }).click();
  await visitor.page.getByRole('rowheader', { name: 'Dawn Hallam' }).waitFor();
  expect(await visitor.page.getByRole('rowheader', { name: 'Grace Okonjo-Bell' }).count()).toBe(0);
  await checkPage(visitor);
});
