import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildAssets } from '../tools/build-assets.ts';
import { chromiumOptions } from './journeys/support/chromium.ts';
import { startJourneyService } from './journeys/support/running-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser that all journeys share. */
    browser: string;
    assetDirectory: string;
    /** A service for journeys that load no data, so that its figures stay the demonstration's. */
    sharedService: { address: string; dataDirectory: string };
  }
}

/** One browser, one build of the styles and one service for every journey that only reads. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const assetDirectory = await mkdtemp(join(tmpdir(), 'breakwater-assets-'));
  const [browser] = await Promise.all([
    chromium.launchServer(chromiumOptions()),
    buildAssets(assetDirectory),
  ]);
  const service = await startJourneyService(assetDirectory);
  project.provide('browser', browser.wsEndpoint());
  project.provide('assetDirectory', assetDirectory);
  const { address, dataDirectory } = service;
  project.provide('sharedService', { address, dataDirectory });
  return async () => {
    await browser.close();
    await service.stop();
    await rm(assetDirectory, { recursive: true, force: true });
  };
}
