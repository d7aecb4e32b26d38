import { afterEach, expect, inject, test } from 'vitest';
import { checkSmallScreen } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

let visitor: Visitor;
afterEach(() => visitor.leave());

test('without script an analyst signs in, reads the trend, sorts the districts and signs out', async () => {
  visitor = await makeVisitor({ address, script: false });
  const { page } = visitor;
  await visitor.open('/');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Priya Sandhurst' }).click();
  await checkSmallScreen(visitor);

  await page.getByRole('link', { name: 'What is happening' }).click();
  await page.getByLabel('Crime type').selectOption('Robbery');
  await page.getByLabel('Place').selectOption('Nuneaton and Bedworth');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('heading', { name: 'Robbery in Nuneaton and Bedworth' }).waitFor();
  expect(page.url()).toContain('crime-type=robbery');
  await page.getByText('higher than usual since').first().waitFor();
  await page.getByText('The same as a table').click();
  await page.getByRole('columnheader', { name: 'What the chart says' }).waitFor();
  await checkSmallScreen(visitor);

  await page.getByRole('link', { name: 'Districts' }).click();
  await page.getByRole('link', { name: 'Newest month' }).click();
  const counts = await page.locator('tbody tr td:nth-child(3)').allTextContents();
  const numbers = counts.map((count) => Number(count.replaceAll(',', '')));
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  await checkSmallScreen(visitor);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await visitor.open('/evidence/districts');
  expect(page.url()).toContain('/sign-in?next=%2Fevidence%2Fdistricts');
  expect(visitor.complaints.errors).toEqual([]);
});

test('without script the menu of a phone is open, and every part of it can be reached', async () => {
  visitor = await makeVisitor({ address, script: false, width: 320 });
  await visitor.enterAs('Priya Sandhurst');
  for (const name of ['What is happening', 'Districts', 'Loaded data', 'Home']) {
    await visitor.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name })
      .click();
    await checkSmallScreen(visitor);
  }
  await visitor.page.getByRole('heading', { level: 1, name: 'What needs you today' }).waitFor();
});
