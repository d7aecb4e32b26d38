import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkPage } from './support/check-page.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const { address } = inject('sharedService');

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
/** Day, month and year as the record says them: the year depends on when the demonstration began. */
let born: string[] = [];

let nurse: Visitor;
let officer: Visitor;
let lead: Visitor;

beforeAll(async () => {
  [nurse, officer, lead] = (await Promise.all([1, 2, 3].map(() => makeVisitor({ address })))) as [
    Visitor,
    Visitor,
    Visitor,
  ];
});
afterAll(() => Promise.all([nurse, officer, lead].map((visitor) => visitor.leave())));

test('a governance lead keeps an officer out of a record, who finds nothing and cannot tell', async () => {
  const { page } = lead;
  await lead.enterAs('Simon Achterberg');
  await page.getByRole('heading', { name: 'Records of your agency' }).waitFor();
  await findOrrin(lead);
  await page.getByRole('link', { name: 'Denise Orrin' }).click();
  const birth = page.locator('dd').filter({ hasText: /^\s*\d+ \w+ 19\d\d\s*$/ });
  born = ((await birth.first().textContent()) ?? '').trim().split(' ');
  await page.getByRole('link', { name: 'People kept out' }).click();
  await page.getByText('He lives next door to her.').waitFor();
  await checkPage(lead);
  await page.getByLabel('Name or agency').fill('beth lind');
  await page.getByRole('button', { name: 'Find them' }).click();
  await page.getByLabel('Beth Lindqvist').check();
  await page.getByRole('button', { name: 'Keep them out' }).click();
  await page.getByRole('alert').getByText('Say why they must not see it').waitFor();
  await checkPage(lead);
  await page.getByLabel('Beth Lindqvist').check();
  await page.getByLabel('Why').fill('They are cousins.');
  await page.getByRole('button', { name: 'Keep them out' }).click();
  await page.getByRole('cell', { name: 'They are cousins.' }).waitFor();

  await officer.enterAs('Beth Lindqvist');
  await findOrrin(officer);
  await officer.page.getByRole('heading', { name: 'Nobody found' }).waitFor();
  await breakGlass(officer);
  await officer.page.getByRole('heading', { name: 'No record was opened' }).waitFor();
  await checkPage(officer);
  const answer = await officer.page.locator('main').innerHTML();
  await officer.open('/break-glass');
  await fillIn(officer, 'Nobody at all');
  await officer.page.getByRole('heading', { name: 'No record was opened' }).waitFor();
  expect(await officer.page.locator('main').innerHTML()).toBe(answer);
});

test('a nurse breaks the glass at night, and sees why she sees it and until when', async () => {
  const { page } = nurse;
  await nurse.enterAs('Grace Okonjo-Bell');
  await findOrrin(nurse);
  await page.getByRole('heading', { name: 'Nobody found' }).waitFor();
  await breakGlass(nurse, true);
  await page.getByRole('heading', { level: 1, name: 'Denise Orrin' }).waitFor();
  await page.getByText('01632 960163').waitFor();
  await page.getByText('You broke the glass for this record.').waitFor();
  await checkPage(nurse);
});

test('the owner’s governance lead is told, looks who it was, and reviews', async () => {
  const { page } = lead;
  await lead.open('/home');
  await page.getByRole('link', { name: /Glass was broken/ }).click();
  await checkPage(lead);
  await page.getByRole('row').filter({ hasText: 'Grace Okonjo-Bell' }).getByRole('link').click();
  await page.getByText('Holloway Cross Hospital').waitFor();
  await checkPage(lead);
  await page.getByRole('button', { name: 'Save the review' }).click();
  await page.getByRole('alert').getByText('Choose what you find').waitFor();
  await checkPage(lead);
  await page.getByLabel('Justified', { exact: true }).check();
  await page.getByLabel('Why').fill('Her son was on the ward and nobody knew whom to ring.');
  await page.getByRole('button', { name: 'Save the review' }).click();
  await page.getByText('nobody knew whom to ring').waitFor();
  await page.getByRole('link', { name: 'See it the record' }).click();
  await page.getByRole('link', { name: 'Who looked?' }).click();
  await page.getByRole('row').filter({ hasText: 'Grace Okonjo-Bell' }).first().waitFor();
  await checkPage(lead);
});

async function findOrrin({ page, open }: Visitor): Promise<void> {
  await open('/person-records');
  await page.getByLabel('Name, or the beginning of it').fill('denise orrin');
  await page.getByLabel('Preventing violence').check();
  await page.getByRole('button', { name: 'Find' }).click();
}

async function breakGlass(visitor: Visitor, looksAround = false): Promise<void> {
  const { page } = visitor;
  await page.getByRole('link', { name: 'I need to know now what others hold' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Break the glass' }).waitFor();
  if (looksAround) {
    await checkPage(visitor);
    await page.getByRole('button', { name: 'Break the glass' }).click();
    await page.getByRole('alert').getByText('Enter their whole date of birth').waitFor();
    await checkPage(visitor);
  }
  await fillIn(visitor, 'Orrin');
}

async function fillIn({ page }: Visitor, familyName: string): Promise<void> {
  await page.getByLabel('First names').fill('Denise');
  await page.getByLabel('Family name').fill(familyName);
  await page.getByLabel('Day').fill(born[0] ?? '');
  await page.getByLabel('Month').fill(String(months.indexOf(born[1] ?? '') + 1));
  await page.getByLabel('Year').fill(born[2] ?? '');
  await page.getByLabel('Which agency do you ask?').selectOption('county-council');
  await page.getByLabel(/Preventing death or serious harm/).check();
  await page
    .getByLabel('What is happening')
    .fill('Her son is in theatre. We need to reach her now.');
  await page.getByRole('button', { name: 'Break the glass' }).click();
}
