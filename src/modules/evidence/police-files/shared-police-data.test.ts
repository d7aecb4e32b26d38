import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAnalytics, type Analytics } from '#platform/analytics/analytics.ts';
import { quoteTexts } from '#platform/analytics/sql-text.ts';
import {
  describeWithSharedData,
  listSharedFiles,
  sharedFolder,
} from '#tests/support/shared-data.ts';
import { checkPoliceFiles } from './check-police-files.ts';
import { readDuplicateList, type DuplicateRow } from './duplicate-list.ts';
import { usualLimits } from './import-limits.ts';
import { readMonthlyCounts } from './monthly-counts.ts';
import { sortPoliceRows, type SortedPoliceRows } from './sort-police-rows.ts';

/** What other readers find in the same files, counted in another way. */
function countIndependently(paths: readonly string[]) {
  const crimes = new Map<string, Map<string, Pick<DuplicateRow, 'file' | 'line'>>>();
  const duplicates: DuplicateRow[] = [];
  const found = {
    read: 0,
    duplicate: 0,
    noLocation: 0,
    namedNoLocation: 0,
    withoutCrimeId: 0,
    repeatedWithoutCrimeId: 0,
    withCommas: 0,
    beyondAscii: 0,
    withContext: 0,
  };
  const nameless = new Set<string>();
  for (const path of paths) {
    const text = gunzipSync(readFileSync(path)).toString('utf8');
    for (const [index, line] of text.trimEnd().split('\n').slice(1).entries()) {
      const place = { file: basename(path), line: index + 2 };
      found.read += 1;
      const isQuoted = line.includes('"');
      const values = isQuoted ? (parse(line)[0] ?? []) : line.split(',');
      const [id = '', month, force, , longitude, , location] = values;
      if (isQuoted) found.withCommas += 1;
      if (Buffer.byteLength(line) > line.length) found.beyondAscii += 1;
      if (values[11] !== '') found.withContext += 1;
      if (location === 'No Location') found.namedNoLocation += 1;
      if (id === '') {
        found.withoutCrimeId += 1;
        if (nameless.has(line)) found.repeatedWithoutCrimeId += 1;
        nameless.add(line);
      } else {
        const crime = `${id}${month}${force}`;
        const known = crimes.get(crime);
        const first = known?.get(line);
        if (first !== undefined) {
          found.duplicate += 1;
          duplicates.push({ ...place, firstFile: first.file, firstLine: first.line });
          continue;
        }
        if (known) known.set(line, place);
        else crimes.set(crime, new Map([[line, place]]));
      }
      if (longitude === '') found.noLocation += 1;
    }
  }
  const sharedCrimeIds = [...crimes.values()].filter(({ size }) => size > 1).length;
  return { ...found, duplicates, sharedCrimeIds, accepted: found.read - found.duplicate };
}

let folder: string;
let analytics: Analytics;

async function open(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'police-'));
  analytics = await openAnalytics({
    directory: folder,
    alsoAllowed: [sharedFolder('police')],
    memoryLimit: '400MB',
    threads: 2,
  });
}

async function close(): Promise<void> {
  analytics.close();
  await rm(folder, { recursive: true, force: true });
}

async function sortShared(paths: readonly string[]): Promise<SortedPoliceRows> {
  const files = paths.map((path) => ({ path, name: basename(path) }));
  return sortPoliceRows({
    analytics,
    files: await checkPoliceFiles({ files, limits: usualLimits }),
    expected: { today: '2026-11-22', areaCodes: 'published' },
    outDirectory: join(folder, 'import'),
    mostUnits: usualLimits.units,
  });
}

async function countStored(sorted: SortedPoliceRows, condition: string): Promise<number> {
  const paths = quoteTexts(sorted.units.map(({ parquet }) => parquet.path));
  const [counted] = await analytics.rows<{ rows: number }>(
    `select count(*) as rows from read_parquet(${paths}) where ${condition}`,
  );
  return counted?.rows ?? 0;
}

describeWithSharedData('two months of every force', 'police/all-forces', () => {
  let sorted: SortedPoliceRows;
  let independent: ReturnType<typeof countIndependently>;
  beforeAll(async () => {
    await open();
    const paths = listSharedFiles('police/all-forces', '-street.csv.gz');
    sorted = await sortShared(paths);
    independent = countIndependently(paths);
  }, 120_000);
  afterAll(close);

  it('are 696,978 rows with 21 exact duplicates, as an independent count has it', () => {
    const { read, accepted, duplicate } = independent;
    expect({ read, duplicate }).toEqual({ read: 696_978, duplicate: 21 });
    expect(sorted.rows).toEqual({ read, accepted, duplicate, quarantined: 0 });
    expect(sorted.units).toHaveLength(78);
    expect(sorted.forces).toHaveLength(39);
  });

  it('have each duplicate listed with the line that it repeats, as the independent count found them', async () => {
    const listed: DuplicateRow[] = [];
    if (sorted.duplicates === undefined) throw new Error('No duplicates were listed.');
    for await (const some of readDuplicateList(analytics, sorted.duplicates)) listed.push(...some);
    expect(listed).toEqual(independent.duplicates);
  });

  it('have one header, no mark and plain line breaks, so that nothing is noted about any file', () => {
    expect(sorted.files).toHaveLength(listSharedFiles('police/all-forces', '.csv.gz').length);
    expect(sorted.files.flatMap(({ notes }) => notes)).toEqual([]);
  });

  it('have rows without a Crime ID that are equal in every column, and each is an incident', async () => {
    expect(independent.repeatedWithoutCrimeId).toBeGreaterThan(10_000);
    expect(await countStored(sorted, 'crime_id is null')).toBe(independent.withoutCrimeId);
  });

  it('have Crime IDs that stand on rows with different content, which are accepted and counted', () => {
    expect(independent.sharedCrimeIds).toBeGreaterThan(1_000);
    expect(sorted.sharedCrimeIds).toBe(independent.sharedCrimeIds);
  });

  it('have rows without coordinates that say “No Location” and have no area', async () => {
    expect(sorted.noLocation).toBe(independent.noLocation);
    expect(await countStored(sorted, "location = 'No Location'")).toBe(sorted.noLocation);
    expect(await countStored(sorted, 'longitude is null and lsoa_code is not null')).toBe(0);
  });

  it('have commas within quotation marks, which end no value', async () => {
    expect(independent.withCommas).toBeGreaterThan(0);
    const condition = "contains(concat_ws('', location, lsoa_name, last_outcome_category), ',')";
    expect(await countStored(sorted, condition)).toBe(independent.withCommas);
  });

  it('have names beyond ASCII, which are kept as they are', async () => {
    expect(independent.beyondAscii).toBeGreaterThan(0);
    const condition = "regexp_matches(concat_ws('', location, lsoa_name), '[^\\x00-\\x7F]')";
    expect(await countStored(sorted, condition)).toBe(independent.beyondAscii);
  });

  it('have nothing in Context', async () => {
    expect(independent.withContext).toBe(0);
    expect(await countStored(sorted, 'context is not null')).toBe(0);
  });

  it('have as many rows in the monthly counts of each force and month as were accepted', async () => {
    const counted = new Map<string, number>();
    const stored = sorted.units.map(({ parquet }) => parquet);
    await readMonthlyCounts(analytics, stored, async (counts) => {
      for (const { force, month, ...one } of counts.counted) {
        const rows = one.counts.slice(1, -1).split(',').map(Number);
        const sum = rows.reduce((a, b) => a + b, counted.get(`${force} ${month}`) ?? 0);
        counted.set(`${force} ${month}`, sum);
        expect(one.areas.split(',')).toHaveLength(rows.length);
      }
    });
    const accepted = sorted.units.map(
      (unit) => [`${unit.force} ${unit.month}`, unit.accepted] as const,
    );
    expect(counted).toEqual(new Map(accepted));
  });
});

describeWithSharedData('the 14 Warwickshire months', 'police/warwickshire', () => {
  beforeAll(open);
  afterAll(close);

  it('are sorted to exactly their rows, area codes of 2011 and of 2021', async () => {
    const paths = listSharedFiles('police/warwickshire', '-street.csv.gz');
    expect(paths).toHaveLength(14);
    const [sorted, independent] = [await sortShared(paths), countIndependently(paths)];
    const { read, accepted, duplicate } = independent;
    expect(sorted.rows).toEqual({ read, accepted, duplicate, quarantined: 0 });
    expect(sorted.sharedCrimeIds).toBe(independent.sharedCrimeIds);
    expect(sorted.noLocation).toBe(independent.noLocation);
    expect(sorted.forces).toEqual(['Warwickshire Police']);
    expect(sorted.units).toHaveLength(14);
    const earlier = sorted.files.filter(({ name }) => name < '2020');
    expect(earlier.reduce((sum, { read: rows }) => sum + rows, 0)).toBe(22_648);
  }, 60_000);
});
