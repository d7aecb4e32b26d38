import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { createUser } from '#core/users/create-user.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { readConfig } from '#app/config.ts';
import { openService, type OpenService } from '#app/open-service.ts';
import { checkPage } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address, dataDirectory } = inject('sharedService');
const operator = { kind: 'operator', email: 'operator@example.org' } as const;
const password = 'slate heron lantern';

let opened: OpenService;
let visitor: Visitor;

beforeAll(async () => {
  // As the command line does: beside the running service, on the same data.
  opened = await openService({
    config: readConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'error' }),
    ifRunning: 'join',
    empty: undefined,
    say: () => undefined,
    assetDirectory: join(inject('assetDirectory')),
  });
});
afterEach(() => visitor.leave());
afterAll(() => opened.close());

async function makeLink(email: string): Promise<string> {
  const person = { email, name: 'Olive Grantham', agencyId: 'probation', role: 'analyst' } as const;
  const { token } = await createUser(opened.service, { principal: operator }, person);
  return firstPasswordPath(token);
}

test('a new person chooses a password with a one-time link, and signs in with it again', async () => {
  const link = await makeLink('olive.grantham@example.org');
  visitor = await makeVisitor({ address });
  const { page } = visitor;
  await visitor.open(link);
  await checkPage(visitor);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
  const key = (await page.locator('[data-authenticator-key]').textContent()) ?? '';
  const app = new TOTP({ secret: key.replaceAll(/\s/g, '') });
  await page.getByLabel('Code from your authenticator app').fill(app.generate());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.waitForURL('**/home');
  await page.locator('header').getByText('Olive Grantham').waitFor();
  expect(await page.getByText('In the story').count(), 'real people are in no story').toBe(0);
  await page.getByRole('button', { name: 'Sign out' }).click();

  await visitor.open(link);
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await checkPage(visitor);
  await page.getByRole('main').getByRole('link', { name: 'sign in' }).click();
  await page.getByLabel('Email address').fill('olive.grantham@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Check that it is you' }).waitFor();
  await checkPage(visitor);
  // The code of now was used above; the next half minute's is taken already.
  const next = app.generate({ timestamp: opened.service.clock.now().getTime() + 30_000 });
  await page.getByLabel('Code from your authenticator app').fill(next);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/home');
});

test('two passwords that differ are refused, and neither is shown again', async () => {
  visitor = await makeVisitor({ address });
  const { page } = visitor;
  await visitor.open(await makeLink('mistyped@example.org'));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill('something else entirely');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('alert').getByText('There is a problem').waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  expect(await page.getByLabel('The same password again').inputValue()).toBe('');
  await checkPage(visitor);
});

test('a refused sign-in keeps the address that was typed, forgets the password and leads to the field', async () => {
  visitor = await makeVisitor({ address });
  const { page } = visitor;
  await visitor.open('/sign-in');
  await checkPage(visitor);
  await signIn('nobody-here@example.org', 'not the password');
  expect(await page.getByLabel('Email address').inputValue()).toBe('nobody-here@example.org');
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  await page
    .getByRole('alert')
    .getByRole('link', { name: 'The email address or the password is not right' })
    .click();
  expect(await page.evaluate('document.activeElement.id')).toBe('password');
  await checkPage(visitor);

  for (let wrong = 0; wrong < 5; wrong += 1) await signIn('nobody-here@example.org', 'wrong');
  await page.getByRole('alert').getByText('There were too many wrong tries').waitFor();
  expect(await page.getByLabel('Email address').inputValue()).toBe('nobody-here@example.org');
});

async function signIn(email: string, secret: string): Promise<void> {
  const { page } = visitor;
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').waitFor();
}
