import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { keepProfileSharing } from '#core/access/agreements/keep-profile-sharing.ts';
import { replaceAgencies } from '#core/agencies/agency-store.ts';
import { insertInstallation } from '#core/installation/installation-store.ts';
import { seedPeople } from '#core/demonstration/seed-people.ts';
import { readAssetAddresses } from '#core/pages/asset-addresses.ts';
import { loadDemonstration } from '#core/partnership/load-demonstration.ts';
import { keepRetentionRules } from '#core/retention/retention-rule-store.ts';
import { keepProfileDefinition } from '#core/partnership/keep-profile-definition.ts';
import { loadProfile } from '#core/partnership/load-profile.ts';
import { replaceDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import type { IdentityProvider } from '#core/sign-in/providers/identity-provider.ts';
import { readOrMakeAuthenticatorKey } from '#core/sign-in/second-step/authenticator-key.ts';
import { themeCss } from '#design-system/theme.ts';
import { openAnalytics } from '#platform/analytics/analytics.ts';
import { fixedClock } from '#platform/clock.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import { makeLog, type Log } from '#platform/log.ts';
import { projectRoot } from '#platform/project-root.ts';
import { makeApp } from '#app/app.ts';
import { makeTestDatabase } from './database.ts';
import { harbourshireFolder } from './partnership/harbourshire.ts';

export type TestServiceOptions = {
  /** The tests' own partnership, or the real one the project comes with. */
  partnership?: 'harbourshire' | 'warwickshire';
  /** With the invented people of the partnership's story, or a partnership's own empty service. */
  demonstration?: boolean;
  /** The moment at which the clock stands; it moves only when told. */
  now?: string;
  isHttps?: boolean;
  identityProviders?: readonly IdentityProvider[];
  log?: Log;
};

export type TestService = {
  service: Service;
  clock: ReturnType<typeof fixedClock>;
  /** Where its files are, for tests that look at the disk. */
  dataDirectory: string;
  assetDirectory: string;
  close(): Promise<void>;
};

const start = { kind: 'system', name: 'start' } as const;

/** The whole service over a database, files and clock of its own; only incidents are not seeded. */
export async function makeTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const profileFolder =
    options.partnership === 'warwickshire'
      ? join(projectRoot, 'partnership/warwickshire')
      : harbourshireFolder;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'breakwater-service-'));
  const [assetDirectory, parquetDirectory, fileDirectory] = ['assets', 'parquet', 'files'].map(
    (name) => join(dataDirectory, name),
  ) as [string, string, string];
  await mkdir(parquetDirectory);
  await writeStandInAssets(assetDirectory);
  const clock = fixedClock(options.now ?? '2026-11-22T10:00:00Z');
  const { database, drop } = await makeTestDatabase(clock);
  const profile = await loadProfile(profileFolder);
  const demonstration =
    options.demonstration === true ? await loadDemonstration(profileFolder) : undefined;
  const files = await openFileStore(fileDirectory);
  const analytics = await openAnalytics({
    directory: parquetDirectory,
    alsoAllowed: [fileDirectory],
    memoryLimit: '200MB',
    threads: 1,
  });
  const service: Service = {
    database,
    clock,
    log: options.log ?? makeLog('silent'),
    files,
    analytics,
    parquetDirectory,
    profile,
    demonstration,
    assets: await readAssetAddresses(assetDirectory, themeCss(profile.identity)),
    isHttps: options.isHttps ?? false,
    authenticatorKey: await readOrMakeAuthenticatorKey(dataDirectory),
    identityProviders: options.identityProviders ?? [],
  };
  await database.transaction(start, async (tx) => {
    await insertInstallation(tx, {
      contents: demonstration === undefined ? 'empty' : 'demonstration',
      partnership: options.partnership ?? 'harbourshire',
    });
    const invented = demonstration?.cast.organisations ?? [];
    await replaceAgencies(tx, [...profile.agencies, ...invented]);
    await replaceDistricts(tx, profile.areas);
    await keepProfileDefinition(tx, profile, clock.now());
    await keepProfileSharing(tx, profile.informationSharing, clock.now());
    await keepRetentionRules(tx, profile.retention.rules);
  });
  if (demonstration !== undefined) {
    await seedPeople(service, { principal: start }, demonstration.cast.people);
  }
  return {
    service,
    clock,
    dataDirectory,
    assetDirectory,
    async close() {
      analytics.close();
      await drop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The web application of a test service, not listening, and patient on a busy machine. */
export async function makeTestApp({
  service,
  assetDirectory,
}: Pick<TestService, 'service' | 'assetDirectory'>): Promise<FastifyInstance> {
  return makeApp(service, assetDirectory, { busyAfter: 0 });
}

export type TestServiceWithApp = TestService & { app: FastifyInstance };

/** A test service and its web application, closed together. */
export async function openTestApp(options: TestServiceOptions = {}): Promise<TestServiceWithApp> {
  const opened = await makeTestService(options);
  const app = await makeTestApp(opened);
  return {
    ...opened,
    app,
    async close() {
      await app.close();
      await opened.close();
    },
  };
}

/** Pages only name the built files, so names are enough where no browser looks at them. */
async function writeStandInAssets(directory: string): Promise<void> {
  await mkdir(directory);
  const manifest = { stylesheet: 'main.css', script: 'main.js', icon: 'mark.svg' };
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  for (const name of Object.values(manifest)) await writeFile(join(directory, name), '');
}
