import { createSecretKey } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertInstallation } from '#core/installation/installation-store.ts';
import { readAssetAddresses } from '#core/pages/asset-addresses.ts';
import { keepProfileDefinition } from '#core/partnership/keep-profile-definition.ts';
import { loadProfile } from '#core/partnership/load-profile.ts';
import { replaceDistricts } from '#core/places/district-store.ts';
import { openAnalytics } from '#platform/analytics/analytics.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import { openFileStore } from '#platform/files/file-store.ts';
import { makeLog } from '#platform/log.ts';
import { harbourshireFolder } from '#tests/support/partnership/harbourshire.ts';
import type { Ground } from './ground.ts';

const start = { kind: 'system', name: 'start' } as const;

/** A service without its pages over a migrated database, with as much memory as the real one gives. */
export async function openGround(
  database: Database,
  { isThorough }: { isThorough: boolean },
): Promise<Ground & { close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-fuzz-'));
  const place = (name: string): string => join(folder, name);
  await mkdir(place('parquet'));
  await mkdir(place('assets'));
  const names = { stylesheet: 'main.css', script: 'main.js', icon: 'mark.svg' };
  await writeFile(join(place('assets'), 'manifest.json'), JSON.stringify(names));
  const profile = await loadProfile(harbourshireFolder);
  const clock = fixedClock('2026-11-22T10:00:00Z');
  const files = await openFileStore(place('files'));
  const analytics = await openAnalytics({
    directory: place('parquet'),
    alsoAllowed: [place('files')],
    memoryLimit: '500MB',
    threads: 2,
  });
  await database.transaction(start, async (tx) => {
    await insertInstallation(tx, { contents: 'empty', partnership: 'harbourshire' });
    await replaceDistricts(tx, profile.areas);
    await keepProfileDefinition(tx, profile, clock.now());
  });
  return {
    folder: place('cases'),
    isThorough,
    service: {
      database,
      clock,
      log: makeLog('silent'),
      files,
      analytics,
      parquetDirectory: place('parquet'),
      profile,
      demonstration: undefined,
      assets: await readAssetAddresses(place('assets'), ''),
      isHttps: false,
      authenticatorKey: createSecretKey(Buffer.alloc(32)),
      identityProviders: [],
    },
    async close() {
      analytics.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
