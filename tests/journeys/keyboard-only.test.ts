import { afterEach, expect, inject, test } from 'vitest';
import { focusedWords, tabTo } from './support/keyboard.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

let visitor: Visitor;
afterEach(() => visitor.leave());

test('with the keyboard alone: skip, sign in, choose, sort the table and sign out', async () => {
  visitor = await makeVisitor({ address });
  const { page } = visitor;
  await visitor.open('/');
  await page.keyboard.press('Tab');
  expect(await focusedWords(page)).toBe('Skip to main content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main-content');

  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  await tabTo(page, 'Priya Sandhurst');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/home');

  await tabTo(page, 'What is happening');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/evidence/trend');
  await tabTo(page, 'All types');
  await page.keyboard.type('Robb');
  await tabTo(page, 'Show');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Robbery in Warwickshire' }).waitFor();

  await tabTo(page, 'Districts');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/evidence/districts');
  await tabTo(page, 'Newest month');
  await page.keyboard.press('Enter');
  await page.waitForURL('**sort=newest&direction=descending');
  await page.locator('th[aria-sort="descending"]').getByText('Newest month').waitFor();

  await tabTo(page, 'Sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${address}/`);
  await visitor.open('/home');
  expect(page.url(), 'after signing out').toContain('/sign-in');
});
