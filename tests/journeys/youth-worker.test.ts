import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');
const powerOfTheDuty = 'Police, Crime, Sentencing and Courts Act 2022, section 16';
const powerForChildren = 'Children Act 2004, sections 10 and 11';

let colleague: Visitor;
let worker: Visitor;
let withoutScript: Visitor;
/** Where the record is that the worker is named on. */
let record = '';

beforeAll(async () => {
  colleague = await makeVisitor({ address });
  worker = await makeVisitor({ address, width: 360 });
  withoutScript = await makeVisitor({ address, width: 360, script: false });
});
afterAll(() => Promise.all([colleague, worker, withoutScript].map((visitor) => visitor.leave())));

test('a youth worker of a charity finds nobody before they are named', async () => {
  await worker.enterAs('Ashley Bright');
  await checkPage(worker);
  await worker.page.getByRole('button', { name: 'Menu' }).click();
  await worker.page.getByRole('link', { name: 'Find a person' }).click();
  await checkPage(worker);
  await find(worker, 'Jamie');
  await worker.page.getByRole('heading', { name: 'Nobody found' }).waitFor();
  await checkPage(worker);
});

test('the Duty’s own power cannot name somebody of a charity; the Children Act can', async () => {
  const { page } = colleague;
  await colleague.enterAs('Leon Fairweather');
  await find(colleague, 'Jamie');
  // The police hold a record of him too.
  const found = page
    .getByRole('listitem')
    .filter({ hasText: 'Warwickshire Youth Justice Service' });
  await found.getByRole('link', { name: 'Jamie Orrin' }).click();
  record = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Named people, and restricting it' }).click();
  await page.getByLabel('Name or agency').fill('ashley');
  await page.getByRole('button', { name: 'Find them' }).click();
  await name(colleague, powerOfTheDuty);
  await page.getByRole('alert').getByText('This power cannot give their agency').waitFor();
  await checkPage(colleague);
  await name(colleague, powerForChildren);
  await page.getByRole('row').filter({ hasText: 'Ashley Bright' }).waitFor();
  await checkPage(colleague);
});

test('named, they find one record of the young person, with what they need and why they see it', async () => {
  const { page } = worker;
  await find(worker, 'Jamie');
  await page.getByRole('heading', { name: '1 record' }).waitFor();
  await page.getByText('held by Warwickshire Youth Justice Service').waitFor();
  await checkPage(worker);
  await page.getByRole('link', { name: 'Jamie Orrin' }).click();
  await page.getByText('How to reach them safely: Text first.').waitFor();
  expect(await part(worker, 'Health')).toContain('nothing is shared with you');
  await page.getByRole('link', { name: 'Why can I see this?' }).click();
  const why = page.getByRole('listitem').filter({ hasText: 'You are named on this record' });
  expect(await why.textContent()).toMatch(/by Leon Fairweather.*Children Act 2004/);
  // What another agency holds is read, not written.
  expect(
    await page
      .getByRole('main')
      .getByRole('link', { name: /^(Add|Change)/ })
      .count(),
  ).toBe(0);
  await checkPage(worker);
});

test.each(['Theo Brandwick', 'Denise Orrin'])(
  'they do not find %s, and cannot tell that there is such a record',
  async (hidden) => {
    const answers: string[] = [];
    for (const looked of [hidden, 'Nobody Atall']) {
      await find(worker, looked);
      await worker.page.getByRole('heading', { name: 'Nobody found' }).waitFor();
      answers.push((await worker.page.locator('main').textContent()) ?? '');
    }
    expect(answers[0]).toBe(answers[1]);
  },
);

test('they write what their charity knows in a record of its own, and sign out', async () => {
  const { page } = worker;
  await worker.open('/person-records');
  await page.getByRole('link', { name: 'Make a new record' }).click();
  await checkPage(worker);
  await page.getByRole('button', { name: /Save|Make/ }).click();
  await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
  await checkPage(worker);
  await page.getByLabel('First names').fill('Kit');
  await page.getByLabel('Family name').fill('Marlowe-Finch');
  await page.getByLabel('At risk of harm').check();
  await page.getByLabel('General processing').check();
  await page.getByRole('button', { name: /Save|Make/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Kit Marlowe-Finch' }).waitFor();
  await page.getByRole('link', { name: 'Add to: Contact' }).click();
  await checkPage(worker);
  await page.locator('#text').fill('07700 900171');
  await page.locator('#note').fill('Only on session days.');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('How to reach them safely: Only on session days.').waitFor();
  await page.getByText('Next Turn (invented charity) holds this record.').waitFor();
  await checkPage(worker);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await worker.open(record);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
});

test('the same day goes without script, and ends when the naming does', async () => {
  const { page } = withoutScript;
  await withoutScript.enterAs('Ashley Bright');
  await page.getByRole('navigation', { name: 'Main' }).getByText('Find a person').click();
  await find(withoutScript, 'Jamie');
  await checkSmallScreen(withoutScript);
  await page.getByRole('link', { name: 'Jamie Orrin' }).click();
  await page.getByText('You are named on this record').waitFor();
  await checkSmallScreen(withoutScript);

  const naming = colleague.page.getByRole('row').filter({ hasText: 'Ashley Bright' });
  await naming.getByRole('button', { name: 'End' }).click();
  await colleague.page.getByText('ended early by').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await withoutScript.open('/home');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await withoutScript.open(record);
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  expect(withoutScript.complaints.errors).toEqual([]);
});

async function find({ page, open }: Visitor, words: string): Promise<void> {
  await open('/person-records');
  await page.getByLabel('Name, or the beginning of it').fill(words);
  await page.getByLabel('Safeguarding a child or an adult at risk').check();
  await page.getByRole('button', { name: 'Find', exact: true }).click();
}

/** Names the worker until a day a month from now, to see how to reach the young person. */
async function name({ page }: Visitor, power: string): Promise<void> {
  const until = new Date(Date.now() + 30 * 86_400_000);
  await page.getByLabel('Ashley Bright').check();
  await page.getByRole('checkbox', { name: 'Contact' }).check();
  await page.getByLabel('The power it rests on').selectOption(power);
  await page.getByLabel('Day').fill(String(until.getUTCDate()));
  await page.getByLabel('Month').fill(String(until.getUTCMonth() + 1));
  await page.getByLabel('Year').fill(String(until.getUTCFullYear()));
  await page.getByRole('button', { name: 'Name them' }).click();
}

async function part({ page }: Visitor, heading: string): Promise<string> {
  return (await page.getByRole('region', { name: heading }).textContent()) ?? '';
}
