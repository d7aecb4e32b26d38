// Takes the pictures of the README with the demonstration: node --import tsx tools/take-pictures.ts
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { projectRoot } from '#platform/project-root.ts';
import { chromiumOptions } from '#tests/journeys/support/chromium.ts';
import { startJourneyService } from '#tests/journeys/support/running-service.ts';
import { buildAssets } from './build-assets.ts';

type Picture = { file: string; path: string; width: number; height: number };

const wide = { width: 1280, height: 860 };
const robbery = '/evidence/trend?crime-type=robbery&place=E07000219';

const beforeSigningIn: readonly Picture[] = [
  { file: '1-public-home.png', path: '/', ...wide, height: 1100 },
  { file: '2-guided-walk.png', path: '/demonstration', ...wide },
  { file: '7-phone.png', path: '/', width: 390, height: 844 },
];
const asTheAnalyst: readonly Picture[] = [
  { file: '3-analyst-home.png', path: '/home', ...wide },
  { file: '4-trend.png', path: robbery, ...wide, height: 1040 },
  { file: '6-districts.png', path: '/evidence/districts', ...wide },
];

const folder = join(projectRoot, 'docs/pictures');
await mkdir(folder, { recursive: true });
const assets = await mkdtemp(join(tmpdir(), 'breakwater-assets-'));
await buildAssets(assets);
const service = await startJourneyService(assets);
const browser = await chromium.launch(chromiumOptions());
try {
  const page = await browser.newPage({ locale: 'en-GB' });
  for (const picture of beforeSigningIn) await take(page, picture);
  await page.goto(`${service.address}/sign-in`);
  await page.getByRole('button', { name: 'Priya Sandhurst' }).click();
  for (const picture of asTheAnalyst) await take(page, picture);
  await page.goto(`${service.address}/evidence/imports`);
  await page.locator('tbody a').first().click();
  await page.waitForURL('**/evidence/imports/*-*');
  const receipt = new URL(page.url()).pathname;
  await take(page, { file: '5-receipt.png', path: receipt, ...wide });
} finally {
  await browser.close();
  await service.stop();
  await rm(assets, { recursive: true });
}

async function take(page: Page, { file, path, width, height }: Picture): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto(`${service.address}${path}`);
  await page.screenshot({ path: join(folder, file) });
  console.log(`docs/pictures/${file}`);
}
