import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readConfig } from '#app/config.ts';
import { openService } from '#app/open-service.ts';
import { loadRealCounty, readResidents } from '#tests/support/real-county.ts';
import { describeWithSharedData } from '#tests/support/shared-data.ts';
import { checkPage, checkSmallScreen } from './support/check-page.ts';
import { tabTo } from './support/keyboard.ts';
import { startJourneyService, type JourneyService } from './support/running-service.ts';
import { makeVisitor, type Visitor } from './support/visitor.ts';

const analyst = 'Priya Sandhurst';
const title = 'Vehicle crime in Warwickshire, January 2025 to September 2025';
const address = '/evidence/hotspots?crime-type=vehicle-crime';

describeWithSharedData(
  'an analyst looks where vehicle crime gathers',
  'police/warwickshire',
  () => {
    let service: JourneyService;
    let visitor: Visitor;

    beforeAll(async () => {
      service = await startJourneyService(inject('assetDirectory'));
      await loadCounty(service);
      visitor = await makeVisitor({ address: service.address });
      await visitor.enterAs(analyst);
    });
    afterAll(async () => {
      await visitor.leave();
      await service.stop();
    });

    test('names three areas that have become worse, how sure that is, records one and takes the table', async () => {
      const { page, open } = visitor;
      await open('/home');
      await page.getByRole('link', { name: 'See what has become worse, what comes next' }).click();
      const worse = page.getByRole('figure', { name: 'Worse, beyond chance' });
      await worse
        .getByText('All 14 crime types in all 354 small areas were compared: 4 rises')
        .waitFor();
      await checkPage(visitor);
      const named = await worse.locator('tbody tr').allTextContents();
      expect(named).toHaveLength(4);
      expect(named[0]).toContain('Rugby 011E');
      expect(named[0]).toContain('in August 2025');
      const next = page.getByRole('figure', { name: 'Next: may be chance' });
      expect(await next.locator('ol li').first().textContent()).toContain('It may be chance');
      const downloading = page.waitForEvent('download');
      await worse.getByRole('link', { name: /CSV/ }).click();
      const file = await downloading;
      expect(file.suggestedFilename()).toBe(
        'what-has-become-worse-warwickshire-3-months-to-2025-09.csv',
      );
      const rows = parse<Record<string, string>>(await text(await file.createReadStream()), {
        columns: true,
        bom: true,
      });
      expect(rows.map((row) => row['Sentence'])).toEqual(
        await worse.locator('ol li').allTextContents(),
      );
      await worse.getByRole('link', { name: /^Map\s*: Criminal damage/ }).click();
      await page
        .getByRole('heading', { name: /^Criminal damage and arson in Warwickshire, July 2025/ })
        .waitFor();
      // The area of the rise is picked: its figures stand beside the map, which rings it.
      await page.locator('[data-map-area]').getByText('Rugby 011E').first().waitFor();
      expect(
        Number(await page.locator('[data-map-ring]').first().getAttribute('r')),
      ).toBeGreaterThan(10);
      await page.goBack();
      await worse.getByRole('link', { name: /^Record a finding\s*: Criminal damage/ }).click();
      await page.getByText('The figure that will be kept').waitFor();
      await page
        .getByLabel('What does the figure show?')
        .fill('Criminal damage in Rugby 011E has risen beyond chance.');
      await page.getByRole('button', { name: 'Record the finding' }).click();
      await page.waitForURL(/\/findings\/[0-9a-f-]{36}$/);
      await page.getByText('This is more than chance explains').first().waitFor();
      await open('/evidence/worse');
      await checkSmallScreen(visitor);
    });

    test('goes to the map with the keyboard alone, and asks it for one crime type', async () => {
      const { page } = visitor;
      await tabTo(page, 'Where it happens');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Where it happens' }).waitFor();
      await tabTo(page, 'Violence and sexual');
      await page.keyboard.type('Vehicle');
      await tabTo(page, 'Show');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
      await page
        .getByText(/^Of 354 small areas, \d+ ha(s|ve) hot surroundings/)
        .first()
        .waitFor();
      await checkPage(visitor);
    });

    test('sorts the areas by their incidents with the keyboard, and what is in focus is marked on the map', async () => {
      const { page } = visitor;
      // The list of what areas are compared by begins with the same word.
      await tabTo(page, 'Open the interactive map');
      await tabTo(page, 'Incidents in 9 months');
      await page.keyboard.press('Enter');
      await page.waitForURL('**sort=count&direction=descending**');
      await page.locator('#areas tbody tr').nth(24).waitFor();
      const counts = await page.locator('#areas tbody tr td:nth-child(3)').allTextContents();
      const numbers = counts.map(Number);
      expect(numbers.filter(Number.isFinite)).toHaveLength(25);
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
      const most = page.locator('#areas tbody th a').first();
      await most.focus();
      const code = codeIn(await most.getAttribute('href'));
      const shape = page.locator(`[data-map-picture] [data-area="${code}"]`);
      expect(await page.locator('[data-map-picked]').getAttribute('d')).toBe(
        await shape.getAttribute('d'),
      );
    });

    test('picks a hot area on the map, sees its figures, and opens it beside its neighbours', async () => {
      const { page, open } = visitor;
      await open(address);
      const row = page.locator('#areas tbody tr').first();
      const name = (await row.locator('th').textContent()) ?? '';
      const code = codeIn(await row.getByRole('link').first().getAttribute('href'));
      const shape = page.locator(`[data-class="hot"] [data-area="${code}"]`);
      await shape.dispatchEvent('click');
      const picked = page.locator('[data-map-area]');
      await picked.getByText('Hot', { exact: true }).waitFor();
      await picked.getByRole('link', { name: `Open ${name}` }).waitFor();
      await picked.getByRole('link', { name: 'See it in the table' }).click();
      await page.waitForURL(`**#hotspots-row-${code}`);

      await row.getByRole('link', { name: `neighbours of ${name}` }).click();
      const beside = page.getByRole('figure', { name: `${name} and its neighbours` });
      await beside.waitFor();
      const around = await beside.locator('tbody tr').count();
      const highlighted = page.locator('[data-map-highlight]');
      expect((await highlighted.getAttribute('data-map-highlight'))?.split(' ')).toHaveLength(
        around,
      );
      await checkPage(visitor);
      await beside.getByRole('link', { name, exact: true }).click();
      await page.waitForURL(`**/evidence/areas/${code}?crime-type=vehicle-crime`);
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('link', { name: `See ${name} beside its neighbours` }).click();
      await page.waitForURL(`**area=${code}#neighbours-heading`);
      await page.getByRole('link', { name: `What was recorded in ${name}?` }).waitFor();
    });

    test('looks at every other view, each no wider than a phone', async () => {
      for (const view of ['count', 'change', 'time']) {
        await visitor.open(`${address}&view=${view}`);
        await checkSmallScreen(visitor);
      }
      await checkPage(visitor);
    });

    test('takes the table and the areas away, and they are the same areas', async () => {
      const { page, open } = visitor;
      await open(address);
      const take = async (name: RegExp): Promise<string> => {
        const downloading = page.waitForEvent('download');
        await page.getByRole('figure', { name: title }).getByRole('link', { name }).click();
        return text(await (await downloading).createReadStream());
      };
      const rows = parse<Record<string, string>>(await take(/CSV/), { columns: true, bom: true });
      const areas = JSON.parse(await take(/GeoJSON/)) as {
        features: { properties: { code: string } }[];
      };
      expect(rows).toHaveLength(354);
      expect(areas.features.map(({ properties }) => properties.code)).toEqual(
        rows.map((row) => row['Code']),
      );
    });

    test('records what it shows as a finding, which keeps the figure', async () => {
      const { page, open } = visitor;
      await open(`${address}&place=E07000218`);
      await page.getByRole('button', { name: /^Record a finding\s*: Vehicle crime/ }).click();
      await page.getByText('The figure that will be kept').waitFor();
      await checkPage(visitor);
      await page
        .getByLabel('What does the figure show?')
        .fill('Cars are broken into near Coleshill.');
      await page.getByRole('button', { name: 'Record the finding' }).click();
      await page.waitForURL(/\/findings\/[0-9a-f-]{36}$/);
      await page.getByText('Cars are broken into near Coleshill.').first().waitFor();
      await page.getByText('Vehicle crime in North Warwickshire,').first().waitFor();
      await checkPage(visitor);
      await open('/findings');
      await page.getByRole('link', { name: 'Cars are broken into near Coleshill.' }).waitFor();
      await checkPage(visitor);
    });

    test('records where it has become worse, after a mistake in the form', async () => {
      const { page, open } = visitor;
      await open(`${address}&months=3&place=E07000218`);
      await page.getByRole('button', { name: /^Record a finding\s*: Where it has/ }).click();
      await page.getByText('The figure that will be kept').waitFor();
      await page.getByRole('button', { name: 'Record the finding' }).click();
      await page.getByRole('alert').getByText('There is a problem').waitFor();
      await checkPage(visitor);
      await page.getByLabel('What does the figure show?').fill('No place has become worse.');
      await page.getByRole('button', { name: 'Record the finding' }).click();
      await page.waitForURL(/\/findings\/[0-9a-f-]{36}$/);
      await page
        .getByText('Where it has become worse: Vehicle crime in North War')
        .first()
        .waitFor();
      await page.getByRole('link', { name: 'Open the figure as it is now' }).click();
      await page.waitForURL('**#worse-heading');
    });

    test('opens the interactive map, picks an area with the keyboard, and finds the way back', async () => {
      const { page, open, complaints } = visitor;
      await open(address);
      await page.getByRole('button', { name: 'Open the interactive map' }).click();
      await page.getByRole('button', { name: 'Zoom in' }).waitFor();
      const canvas = page.getByRole('region', { name: `Interactive map: ${title}` });
      await canvas.focus();
      await page.keyboard.press('Enter');
      const picked = page.locator('[data-map-area]');
      await picked.getByRole('link', { name: /^Open / }).waitFor();
      const names = page.locator('.app-map__area-name');
      expect(await names.count()).toBe(0);
      // A press while the map still moves begins where it is then, so how many it takes is not known.
      for (let presses = 0; presses < 8 && (await names.count()) === 0; presses += 1) {
        await page.keyboard.press('+');
        await page.waitForTimeout(500);
      }
      await names.first().waitFor();
      await page.getByRole('button', { name: 'Show everything' }).click();
      await names.first().waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Back to the drawn map' }).click();
      await page.locator('[data-map-picture]').waitFor();
      expect(await page.evaluate('document.activeElement.textContent')).toBe(
        'Open the interactive map',
      );
      expect(complaints).toEqual({ errors: [], elsewhere: [] });
    });

    test('prints the drawn map with its table, and nothing that only works on a screen', async () => {
      const { page, open } = visitor;
      await open(address);
      await page.getByRole('link', { name: 'Show all 354 areas, to print them' }).click();
      await page.waitForURL('**rows=all#areas');
      await page.emulateMedia({ media: 'print' });
      await page.locator('#areas tbody tr').nth(353).waitFor({ state: 'attached' });
      expect(await page.locator('#areas tbody tr').count()).toBe(354);
      expect(await page.locator('[data-map-picture]').isVisible()).toBe(true);
      expect(await page.locator('#areas').isVisible()).toBe(true);
      expect(await page.getByRole('button', { name: 'Open the interactive map' }).isVisible()).toBe(
        false,
      );
      await page.emulateMedia({ media: 'screen' });
    });

    test('without script it is the same map, table and choices, on a small phone too', async () => {
      const plain = await makeVisitor({ address: service.address, script: false, width: 320 });
      const { page } = plain;
      await plain.enterAs(analyst);
      await plain.open(address);
      await page.getByLabel('Over').selectOption('6 months');
      await page.getByRole('button', { name: 'Show' }).click();
      await page
        .getByRole('heading', {
          name: 'Vehicle crime in Warwickshire, April 2025 to September 2025',
        })
        .waitFor();
      await page.locator('[data-map-picture] [data-area]').nth(353).waitFor({ state: 'attached' });
      expect(await page.locator('[data-map-picture] [data-area]').count()).toBe(354);
      await page
        .getByRole('button', { name: 'Open the interactive map' })
        .waitFor({ state: 'hidden' });
      await checkSmallScreen(plain);
      await page.getByRole('link', { name: 'More or fewer than before' }).click();
      await page
        .getByText(/354 small areas.* the 3 months before/)
        .first()
        .waitFor();
      await checkSmallScreen(plain);
      expect(plain.complaints.errors).toEqual([]);
      await plain.leave();
    });
  },
);

/** The code of the area whose page an address is. */
function codeIn(href: string | null): string | undefined {
  return /areas\/(\w+)/.exec(href ?? '')?.[1];
}

/** The real county, loaded beside the running service as its command line would. */
async function loadCounty({ dataDirectory }: JourneyService): Promise<void> {
  const config = readConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'error' });
  const opened = await openService({
    config,
    ifRunning: 'join',
    empty: undefined,
    say: () => undefined,
    assetDirectory: inject('assetDirectory'),
  });
  try {
    await loadRealCounty({ service: opened.service, dataDirectory }, readResidents());
  } finally {
    await opened.close();
  }
}
