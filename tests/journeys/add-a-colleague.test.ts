import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { codeAt } from '#tests/support/sign-in.ts';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');
const colleague = { name: 'Anwen Price', email: 'anwen.price@school.demonstration.example' };
const password = 'copper kettle lighthouse';

let administrator: Visitor;
let anwen: Visitor;

beforeAll(async () => {
  administrator = await makeVisitor({ address });
  anwen = await makeVisitor({ address });
});
afterAll(async () => {
  await Promise.all([administrator.leave(), anwen.leave()]);
});

test("a school's administrator looks up what a role may do, makes a team and adds a colleague", async () => {
  const { page } = administrator;
  await administrator.enterAs('Olwen Tarrant');
  await page.getByRole('link', { name: 'See who they are' }).click();
  await page.getByRole('link', { name: 'Helen Marchbank' }).waitFor();
  expect(await page.getByText('Colin Wetherby').count(), 'people of the police').toBe(0);
  await checkPage(administrator);

  await page.getByRole('main').getByRole('link', { name: 'What each role may do' }).click();
  await page.getByRole('heading', { name: 'Your role: Administrator' }).waitFor();
  await checkPage(administrator);
  await page.goBack();

  await page.getByRole('link', { name: 'Teams of your agency' }).click();
  await page.getByLabel('Name of the team').fill('Pastoral care');
  await page.getByRole('button', { name: 'Make the team' }).click();
  await page.getByRole('rowheader', { name: 'Pastoral care' }).waitFor();
  await checkSmallScreen(administrator);

  await page.getByRole('link', { name: 'People', exact: true }).first().click();
  await page.getByRole('button', { name: 'Invite a colleague' }).click();
  await page.getByLabel('Name', { exact: true }).fill(colleague.name);
  await page.getByLabel('School or organisation').check();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByRole('alert').getByText('Enter their email address').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(colleague.name);
  expect(await page.getByLabel('School or organisation').isChecked()).toBe(true);
  await checkPage(administrator);
  await page.getByLabel('Work email address').fill(colleague.email);
  await page.getByLabel('Team').selectOption({ label: 'Pastoral care' });
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('Invited, and not here yet').waitFor();
  await checkPage(administrator);
});

test('the colleague comes in by the link of the mail', async () => {
  const { page } = anwen;
  await page.goto(await findLink());
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: 'Save' }).click();
  const key = await page.locator('[data-authenticator-key]').first().textContent();
  const secret = (key ?? '').replaceAll(/\s/g, '');
  await page.getByRole('textbox', { name: /code/i }).fill(codeAt(new Date(), secret));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('I have kept them').click();
  await page.waitForURL('**/home');
  await page.locator('header').getByText(colleague.name).waitFor();
});

test('the administrator sees that she has come, and ends her access, once she has said when', async () => {
  const { page } = administrator;
  await administrator.open('/users');
  const row = page.getByRole('row').filter({ hasText: colleague.name });
  await row.getByText('Active').waitFor();
  await row.getByRole('link', { name: colleague.name }).click();
  await page.getByText('Came in for the first time').waitFor();
  await checkPage(administrator);
  await page.getByRole('button', { name: 'End their access' }).click();
  await page.getByLabel('At the end of a day').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('Enter the last day').waitFor();
  await checkPage(administrator);
  await page.getByLabel('At once').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Left on').first().waitFor();
  await anwen.open('/home');
  await anwen.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
});

/** The link in the invitation, once the demonstration's page of sent mail shows it. */
async function findLink(): Promise<string> {
  const { page } = administrator;
  for (let round = 0; round < 60; round += 1) {
    await administrator.open('/sent-mail');
    const text = (await page.locator('main').textContent()) ?? '';
    const link = /https?:\/\/\S+\/first-password\/[\w-]{43}/.exec(text)?.[0];
    if (link !== undefined) return link;
    await page.waitForTimeout(500);
  }
  throw new Error('No invitation was shown as sent.');
}
