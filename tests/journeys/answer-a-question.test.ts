import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { describeWithSharedData, listSharedFiles } from '#tests/support/shared-data.ts';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { startJourneyService, type JourneyService } from './support/running-service.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const analyst = 'Priya Sandhurst';
const district = 'Nuneaton and Bedworth';
const cutShort = '2025-07-warwickshire-street.csv.gz';

describeWithSharedData('a quarter with one bad file', 'police/warwickshire', () => {
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

  test('is loaded, and its receipt says what to tell whoever sent the bad one', async () => {
    const { page } = visitor;
    await visitor.open('/evidence/imports/new');
    await page.getByLabel('Street crime files').setInputFiles(await quarterWithOneCutShort());
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByRole('link', { name: 'See the result' }).click();
    await page.getByText('1 of 4 files was refused, and nothing of it was read').waitFor();
    const refused = page.getByText(cutShort).first();
    await refused.waitFor();
    await page.getByText('The gzip file stops before its end.').first().waitFor();
    await page.getByText('Copy or download it again.').first().waitFor();
    const sum = await page.getByText(' read = ').textContent();
    const [read = 0, accepted = 0, duplicate = 0, setAside = 0] = [
      ...(sum ?? '').matchAll(/[\d,]+(?= )/g),
    ].map(([figure]) => Number(figure.replaceAll(',', '')));
    expect(read).toBeGreaterThan(10_000);
    expect(accepted + duplicate + setAside).toBe(read);
    await checkSmallScreen(visitor);
  });

  test('is in the coverage month by month, and home says what is newest', async () => {
    const { page } = visitor;
    await visitor.open('/home');
    await page.getByText('June 2025').first().waitFor();
    await page.getByRole('link', { name: 'See what is loaded and what is missing' }).click();
    await page
      .getByText(
        'Every month of Warwickshire Police from April 2025 to June 2025 is loaded: 3 months.',
      )
      .waitFor();
    await page.getByRole('heading', { name: 'Partners’ counts' }).waitFor();
    await checkPage(visitor);
  });

  test('does not say whether knife crime is falling, and the pages say who might', async () => {
    const { page } = visitor;
    await visitor.open('/evidence/trend');
    await page.getByLabel('Crime type').selectOption('Possession of weapons');
    await page.getByLabel('Place').selectOption(district);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const chart = page.getByRole('figure', { name: `Possession of weapons in ${district}` });
    await chart.getByText('Too few months to tell: 3 months are loaded').waitFor();
    await page.getByText('It is not knife crime.').waitFor();
    await checkSmallScreen(visitor);

    await page.getByLabel('Part of the definition').selectOption('Violence with a weapon');
    await page.getByRole('button', { name: 'See what is known' }).click();
    await page
      .getByRole('heading', { level: 1, name: `Violence with a weapon in ${district}` })
      .waitFor();
    await page.getByText('even together they do not say how much there is').waitFor();
    await page.getByText('These counts are invented for the demonstration.').waitFor();
    const police = page.getByRole('row').filter({ hasText: 'Police street-level crime' });
    expect(await police.textContent()).toContain('Not seen: ask Warwickshire Police');
    await checkPage(visitor);
  });

  test('can be looked at area by area without script, on a small screen too', async () => {
    const plain = await makeVisitor({ address: service.address, script: false });
    const { page } = plain;
    await plain.enterAs(analyst);
    await plain.open('/evidence/areas');
    await page.getByLabel('Name, or beginning of a code').fill('nuneaton');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: district }).click();
    const types = page.getByRole('figure', { name: `Recorded in ${district}` });
    await types.getByText('Rates are scaled to a year from the 3 months that are.').waitFor();
    await checkSmallScreen(plain);
    await types.getByRole('link', { name: 'Robbery', exact: true }).click();
    await page.getByRole('figure', { name: `Robbery in ${district}` }).waitFor();
    await checkSmallScreen(plain);
    await plain.leave();
    await visitor.open('/evidence/areas');
    await checkPage(visitor);
    await visitor.open('/evidence/areas/E07000219');
    await checkPage(visitor);
  });
});

/** April to June as published, and a file of July that stopped half-way. */
async function quarterWithOneCutShort() {
  const months = ['2025-04', '2025-05', '2025-06'].flatMap((month) =>
    listSharedFiles('police/warwickshire', `${month}-warwickshire-street.csv.gz`),
  );
  const files = await Promise.all(
    months.map(async (path) => ({ name: basename(path), buffer: await readFile(path) })),
  );
  const [whole] = files;
  if (whole === undefined) throw new Error('There is no month to load.');
  const half = whole.buffer.subarray(0, whole.buffer.length / 2);
  return [...files, { name: cutShort, buffer: half }].map((file) => ({
    ...file,
    mimeType: 'application/gzip',
  }));
}
