import { afterEach, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
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
  await page.waitForURL('**sort=newest&direction=ascending');
  await page.locator('th[aria-sort="ascending"]').getByText('Newest month').waitFor();

  await tabTo(page, 'Sign out');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${address}/`);
  await visitor.open('/home');
  expect(page.url(), 'after signing out').toContain('/sign-in');
});

/** Presses Tab until what has the focus begins with these words; it must be visibly focused. */
async function tabTo(page: Page, words: string): Promise<void> {
  const passed: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const focused = await focusedWords(page);
    if (focused.startsWith(words)) {
      expect(await page.evaluate(isVisiblyFocused), `the focus on "${words}" can be seen`).toBe(
        true,
      );
      return;
    }
    passed.push(focused);
  }
  throw new Error(`Tab never reached "${words}". It passed: ${passed.join(' | ')}`);
}

/** An open list says what is chosen in it; everything else says its own words. */
async function focusedWords(page: Page): Promise<string> {
  const words = await page.evaluate<string>(`(() => {
    const focused = document.activeElement;
    return (focused.selectedOptions?.[0] ?? focused).textContent;
  })()`);
  return words.replaceAll(/\s+/g, ' ').trim();
}

const isVisiblyFocused = `(() => {
  const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(document.activeElement);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || backgroundColor === 'rgb(255, 221, 0)';
})()`;
