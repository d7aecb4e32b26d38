import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { openAnalytics } from '#platform/analytics/analytics.ts';
import {
  describeWithSharedData,
  listSharedFiles,
  sharedFolder,
} from '#tests/support/shared-data.ts';
import { listMonthlyCounts } from './monthly-counts.ts';
import { sortPoliceRows } from './sort-police-rows.ts';

/** The same files read by other readers and counted in another way. */
function countIndependently(paths: readonly string[]) {
  const whole = new Set<string>();
  const contents = new Map<string, number>();
  let [read, duplicate, noLocation] = [0, 0, 0];
  for (const path of paths) {
    const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n').slice(1);
    for (const line of lines) {
      read += 1;
      const [id = '', month, force, , longitude] = line.includes('"')
        ? (parse(line)[0] ?? [])
        : line.split(',');
      if (id !== '' && whole.has(line)) {
        duplicate += 1;
        continue;
      }
      if (longitude === '') noLocation += 1;
      if (id === '') continue;
      whole.add(line);
      const crime = `${force}|${month}|${id}`;
      contents.set(crime, (contents.get(crime) ?? 0) + 1);
    }
  }
  const sharedCrimeIds = [...contents.values()].filter((many) => many > 1).length;
  return { read, accepted: read - duplicate, duplicate, noLocation, sharedCrimeIds };
}

async function sortShared(paths: readonly string[]) {
  const directory = await mkdtemp(join(tmpdir(), 'police-'));
  const analytics = await openAnalytics({
    directory,
    alsoAllowed: [sharedFolder('police')],
    memoryLimit: '400MB',
    threads: 2,
  });
  try {
    const sorted = await sortPoliceRows({
      analytics,
      files: paths.map((path) => ({ path, name: basename(path) })),
      expected: { today: '2026-11-22', areaCodes: 'published' },
      outDirectory: join(directory, 'import'),
    });
    let counted = 0;
    for (const unit of sorted.units) {
      const counts = await listMonthlyCounts(analytics, unit.parquet.path);
      counted += counts.reduce((sum, { count }) => sum + count, 0);
    }
    return { ...sorted, counted };
  } finally {
    analytics.close();
    await rm(directory, { recursive: true, force: true });
  }
}

describeWithSharedData('the 14 Warwickshire months', 'police/warwickshire', () => {
  it('are sorted to exactly their rows', async () => {
    const paths = listSharedFiles('police/warwickshire', '-street.csv.gz');
    expect(paths).toHaveLength(14);
    const [sorted, independent] = [await sortShared(paths), countIndependently(paths)];
    expect(sorted.rows).toEqual({
      read: independent.read,
      accepted: independent.accepted,
      duplicate: independent.duplicate,
      quarantined: 0,
    });
    expect(sorted.sharedCrimeIds).toBe(independent.sharedCrimeIds);
    expect(sorted.noLocation).toBe(independent.noLocation);
    expect(sorted.counted).toBe(sorted.rows.accepted);
    expect(sorted.forces).toEqual(['Warwickshire Police']);
    expect(sorted.units).toHaveLength(14);
    const earlier = sorted.files.filter(({ name }) => name < '2020');
    expect(earlier.reduce((sum, { read }) => sum + read, 0)).toBe(22_648);
    expect(sorted.refused).toEqual([]);
  }, 60_000);
});

describeWithSharedData('two months of every force', 'police/all-forces', () => {
  it('are 696,978 rows with 21 exact duplicates, as an independent count has it', async () => {
    const paths = listSharedFiles('police/all-forces', '-street.csv.gz');
    const [sorted, independent] = [await sortShared(paths), countIndependently(paths)];
    expect(sorted.rows).toEqual({
      read: 696_978,
      accepted: 696_957,
      duplicate: 21,
      quarantined: 0,
    });
    expect({
      read: sorted.rows.read,
      accepted: sorted.rows.accepted,
      duplicate: sorted.rows.duplicate,
      noLocation: sorted.noLocation,
      sharedCrimeIds: sorted.sharedCrimeIds,
    }).toEqual(independent);
    expect(sorted.counted).toBe(sorted.rows.accepted);
    expect(sorted.units).toHaveLength(78);
    expect(sorted.forces).toHaveLength(39);
  }, 120_000);
});
