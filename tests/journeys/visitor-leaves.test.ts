import { afterEach, expect, inject, test } from 'vitest';
import { checkPage } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');
const publicPages = [
  '/',
  '/about',
  '/pages/urgent-help',
  '/pages/worried-about-someone',
  '/pages/schools-and-community-groups',
  '/demonstration',
  '/no-such-page',
];
const somewhereOrdinary = 'https://www.bbc.co.uk/weather';

let visitor: Visitor;
afterEach(() => visitor.leave());

test('every public page is accessible, fits a phone, and can be left from its first line', async () => {
  visitor = await makeVisitor({ address });
  for (const path of publicPages) {
    await visitor.open(path);
    await checkPage(visitor);
    const leave = visitor.page.getByRole('button', { name: 'Exit this page' });
    expect(await leave.getAttribute('href'), path).toBe(somewhereOrdinary);
  }
});

test('a visitor on a phone finds urgent help before anything else, and can ring from there', async () => {
  visitor = await makeVisitor({ address, width: 320 });
  await visitor.open('/');
  const urgent = visitor.page.getByRole('region', { name: 'In danger now?' });
  const call = urgent.getByRole('link', { name: '999' });
  expect(await call.getAttribute('href')).toBe('tel:999');
  const place = await call.boundingBox();
  expect(place?.y, 'pixels from the top, on a small phone').toBeLessThan(500);
  await visitor.page.getByRole('link', { name: 'Worried about someone' }).click();
  expect(await visitor.page.title(), 'what the history shows').toBe('Advice');
  await visitor.page.getByRole('link', { name: '0800 1111' }).waitFor();
});

test('leaving replaces the page, and going back does not return to it', async () => {
  visitor = await makeVisitor({ address });
  await visitor.open('/pages/urgent-help');
  await visitor.page.getByRole('button', { name: 'Exit this page' }).click();
  await expect.poll(() => visitor.page.url()).toBe(somewhereOrdinary);
  await visitor.page.goBack();
  expect(visitor.page.url()).not.toContain(address);
});

test('pressing Shift three times leaves too', async () => {
  visitor = await makeVisitor({ address });
  await visitor.open('/pages/worried-about-someone');
  for (const _ of [1, 2, 3]) await visitor.page.keyboard.press('Shift');
  await expect.poll(() => visitor.page.url()).toBe(somewhereOrdinary);
});

test('without script the way out is a link that works', async () => {
  visitor = await makeVisitor({ address, script: false });
  await visitor.open('/');
  await visitor.page.getByRole('button', { name: 'Exit this page' }).click();
  await expect.poll(() => visitor.page.url()).toBe(somewhereOrdinary);
});

test('public pages set no cookie, store nothing and ask nobody else for anything', async () => {
  visitor = await makeVisitor({ address });
  for (const path of publicPages) await visitor.open(path);
  expect(await visitor.context.cookies()).toEqual([]);
  const kept = await visitor.page.evaluate<number>('localStorage.length + sessionStorage.length');
  expect(kept, 'things kept in the browser').toBe(0);
  expect(await visitor.page.evaluate('indexedDB.databases()')).toEqual([]);
  expect(visitor.complaints.elsewhere).toEqual([]);
});
