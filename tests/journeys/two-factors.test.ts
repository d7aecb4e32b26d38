import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { createUser } from '#core/users/create-user.ts';
import { readConfig } from '#app/config.ts';
import { openService, type OpenService } from '#app/open-service.ts';
import { checkPage } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address: numeric, dataDirectory } = inject('sharedService');
// Browsers keep passkeys for names, not for numeric addresses.
const address = numeric.replace('127.0.0.1', 'localhost');
const operator = { kind: 'operator', email: 'operator@example.org' } as const;
const password = 'slate heron lantern';

let opened: OpenService;
let visitor: Visitor;

beforeAll(async () => {
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

/** Gives the visitor's browser a device that keeps passkeys, whose owner always agrees. */
async function giveDevice(): Promise<void> {
  const device = await visitor.context.newCDPSession(visitor.page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function choosePassword(name: string): Promise<void> {
  const email = `${name}@example.org`;
  const person = { email, name, agencyId: 'probation', role: 'analyst' } as const;
  const { token } = await createUser(opened.service, { principal: operator }, person);
  const { page } = visitor;
  await visitor.open(firstPasswordPath(token));
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('The same password again').fill(password);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('heading', { name: 'Set up your second step' }).waitFor();
}

async function codeOnPage(): Promise<string> {
  const key = (await visitor.page.locator('[data-authenticator-key]').textContent()) ?? '';
  return new TOTP({ secret: key.replaceAll(/\s/g, '') }).generate();
}

test('somebody new uses a passkey as their second step, then signs in and steps up with it alone', async () => {
  visitor = await makeVisitor({ address });
  const { page } = visitor;
  await giveDevice();
  await choosePassword('nadia.passkey');
  await checkPage(visitor);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
  expect(await page.getByRole('list', { name: 'Recovery codes' }).locator('li').count()).toBe(10);
  await checkPage(visitor);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.waitForURL('**/home');
  await page.getByRole('button', { name: 'Sign out' }).click();

  await visitor.open('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/home');
  await visitor.open('/your-sign-in');
  await page.getByRole('rowheader', { name: 'My first passkey' }).waitFor();
  await checkPage(visitor);
  await visitor.open('/step-up?next=%2Fyour-sign-in%2Fpasskeys%2Fnew');
  await checkPage(visitor);
  await page.getByRole('button', { name: 'Use your passkey' }).click();
  await page.getByRole('heading', { name: 'Add a passkey' }).waitFor();
  await checkPage(visitor);
});

test('without script an authenticator app does, on a narrow screen too', async () => {
  visitor = await makeVisitor({ address, script: false, width: 320 });
  const { page } = visitor;
  await choosePassword('noel.noscript');
  expect(await page.getByRole('button', { name: 'Use a passkey' }).isVisible()).toBe(false);
  await page.getByLabel('Code from your authenticator app').fill(await codeOnPage());
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.waitForURL('**/home');
});
