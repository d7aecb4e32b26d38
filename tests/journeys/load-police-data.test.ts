import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { brokenRows, streetFile, wholeRows } from './support/police-files.ts';
import { startJourneyService, type JourneyService } from './support/running-service.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const analyst = 'Priya Sandhurst';
const invented = 'These figures are invented for the demonstration';

let service: JourneyService;
let visitor: Visitor;

beforeAll(async () => {
  service = await startJourneyService(inject('assetDirectory'));
  visitor = await makeVisitor({ address: service.address });
  await visitor.enterAs(analyst);
});
afterAll(async () => {
  await visitor.leave();
  await service.stop();
});

describe('before any real data', () => {
  test('the form asks for a file when there is none', async () => {
    const { page } = visitor;
    await visitor.open('/evidence/imports/new');
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Choose one or more files' }).waitFor();
    await checkPage(visitor);
  });

  test('a web page named csv is refused whole, with what to do, and nothing changes', async () => {
    const { page } = visitor;
    const html = '<!doctype html><html><title>Sign in</title><p>Please wait</p></html>';
    await chooseAndLoad(visitor, [{ name: '2025-07-here-street.csv', content: html }]);
    await page.getByText('Stopped.', { exact: true }).waitFor();
    await page.getByText('The file is a web page, not CSV.').first().waitFor();
    await page.getByText('Download the file again').first().waitFor();
    await checkPage(visitor);
    await page.getByRole('link', { name: 'Go back and try again' }).click();
    await page.waitForURL('**/evidence/imports/new');
    await visitor.open('/evidence/trend');
    await page.getByText(invented).waitFor();
    await checkPage(visitor);
  });
});

describeWithSharedData('one real month', 'police/warwickshire', () => {
  test('is loaded in the browser, and every row is accounted for on its receipt', async () => {
    const { page } = visitor;
    const [month = ''] = listSharedFiles(
      'police/warwickshire',
      '2025-06-warwickshire-street.csv.gz',
    );
    await visitor.open('/evidence/imports/new');
    await page.getByLabel('Street crime files').setInputFiles(month);
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.waitForURL('**/jobs/*');
    await page.getByRole('heading', { name: 'Loading 1 file' }).waitFor();
    await page.getByText('Finished.', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'See the result' }).click();
    await page.getByRole('heading', { level: 1, name: 'Receipt' }).waitFor();
    await checkPage(visitor);
    const { read, accepted, duplicate, setAside } = await readSum(visitor);
    expect(read).toBeGreaterThan(1_000);
    expect(accepted + duplicate + setAside).toBe(read);
  });

  test('takes the invented incidents out of every figure, and each page says so', async () => {
    const { page } = visitor;
    for (const path of ['/home', '/evidence/trend', '/evidence/districts']) {
      await visitor.open(path);
      await page.getByText('the demonstration’s invented incidents are left out').waitFor();
      expect(await page.getByText(invented).count(), path).toBe(0);
    }
  });

  test('is too little to say whether robbery in a district has changed, and the page says that', async () => {
    const { page } = visitor;
    await visitor.open('/evidence/trend');
    await page.getByLabel('Crime type').selectOption('Robbery');
    await page.getByLabel('Place').selectOption('Rugby');
    await page.getByRole('button', { name: 'Show' }).click();
    const chart = page.getByRole('figure', { name: 'Robbery in Rugby' });
    await chart.getByText('Too few months to tell: 1 month is loaded').waitFor();
    await checkPage(visitor);
  });
});

describe('a file with broken rows', () => {
  const name = '2025-05-broken-street.csv';

  test('says which rows were set aside, why, and what its sender should do', async () => {
    const { page } = visitor;
    await chooseAndLoad(visitor, [
      { name, content: streetFile([...wholeRows, ...brokenRows]) },
      { name: 'page-street.csv', content: '<!doctype html><html></html>' },
    ]);
    await page.getByRole('link', { name: 'See the result' }).click();
    await page.getByText('1 of 2 files was refused, and nothing of it was read').waitFor();
    expect(await readSum(visitor)).toEqual({
      read: wholeRows.length + brokenRows.length,
      accepted: wholeRows.length,
      duplicate: 0,
      setAside: brokenRows.length,
    });
    const table = page.getByRole('region', { name: 'All of them' });
    const row = table.getByRole('row').filter({ hasText: 'The month is not written' });
    // The header is line 1.
    expect(await row.getByRole('cell').first().textContent()).toBe(String(wholeRows.length + 2));
    expect(await row.textContent()).toContain('Write the month like this: 2025-06.');
    await checkPage(visitor);
  });

  test('gives the rows set aside as a list to send back', async () => {
    const downloading = visitor.page.waitForEvent('download');
    await visitor.page.getByRole('link', { name: /^Download all/ }).click();
    const download = await downloading;
    const list = await text(await download.createReadStream());
    expect(list).toContain('Write the month like this: 2025-06.');
    expect(list.trim().split('\n')).toHaveLength(brokenRows.length + 1);
  });
});

test('without script a file is loaded too, and the page of its progress refreshes itself', async () => {
  const plain = await makeVisitor({ address: service.address, script: false });
  const { page } = plain;
  await plain.enterAs(analyst);
  const content = streetFile(wholeRows.map((row) => ({ ...row, Month: '2025-04' })));
  await chooseAndLoad(plain, [{ name: '2025-04-plain-street.csv', content }]);
  // Nothing is pressed: the page comes again by itself until the work has ended.
  await page.getByRole('link', { name: 'See the result' }).click();
  expect((await readSum(plain)).accepted).toBe(wholeRows.length);
  await checkSmallScreen(plain);
  await plain.leave();
});

async function chooseAndLoad(
  { page, open }: Visitor,
  files: readonly { name: string; content: string }[],
): Promise<void> {
  await open('/evidence/imports/new');
  await page.getByLabel('Street crime files').setInputFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(content),
    })),
  );
  await page.getByRole('button', { name: 'Load', exact: true }).click();
  await page.waitForURL('**/jobs/*');
}

/** The sum that a receipt shows. */
async function readSum({ page }: Visitor) {
  const words = await page.getByText(' read = ').textContent();
  const [read, accepted, duplicate, setAside] = [...(words ?? '').matchAll(/[\d,]+(?= )/g)].map(
    ([figure]) => Number(figure.replaceAll(',', '')),
  );
  if (read === undefined || accepted === undefined) throw new Error(`No sum in "${words}".`);
  if (duplicate === undefined || setAside === undefined) throw new Error(`No sum in "${words}".`);
  return { read, accepted, duplicate, setAside };
}
