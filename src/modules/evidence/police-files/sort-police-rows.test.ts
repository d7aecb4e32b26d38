import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAnalytics, type Analytics } from '#platform/analytics/analytics.ts';
import { quoteText } from '#platform/analytics/sql-text.ts';
import type { RefusedFile } from './check-police-file.ts';
import { checkPoliceFiles } from './check-police-files.ts';
import { writeRecord } from './csv-record.ts';
import { readDuplicateList, type DuplicateRow } from './duplicate-list.ts';
import { usualLimits, type ImportLimits } from './import-limits.ts';
import { readMonthlyCounts, type MonthlyCounts } from './monthly-counts.ts';
import { policeColumns, type PoliceColumn, type PoliceRow } from './police-row.ts';
import { readQuarantineList, type QuarantinedRow } from './quarantine-list.ts';
import { ImportRefused } from './refused.ts';
import { sortPoliceRows, type SortedPoliceRows, type SortOrder } from './sort-police-rows.ts';

let folder: string;
let analytics: Analytics;
let imports = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sort-'));
  analytics = await openAnalytics({ directory: folder, memoryLimit: '200MB', threads: 2 });
});
afterAll(async () => {
  analytics.close();
  await rm(folder, { recursive: true, force: true });
});

const expected = { today: '2026-11-22', areaCodes: 'published' } as const;
const header = writeRecord(policeColumns);

function row(change: Partial<PoliceRow> = {}): string {
  const values: PoliceRow = {
    'Crime ID': 'a1',
    Month: '2025-06',
    'Reported by': 'Invented Police',
    'Falls within': 'Invented Police',
    Longitude: '-1.264032',
    Latitude: '52.370521',
    Location: 'On or near Ox-Bow Lane',
    'LSOA code': 'E01000001',
    'LSOA name': 'Invented, Rather 001A',
    'Crime type': 'Robbery',
    'Last outcome category': 'Under investigation',
    Context: '',
    ...change,
  };
  return writeRecord(policeColumns.map((column) => values[column]));
}

const lines = (...rows: readonly string[]) => [header, ...rows, ''].join('\n');

async function sort(
  contents: Readonly<Record<string, string | Buffer>>,
  options: Partial<SortOrder> = {},
): Promise<SortedPoliceRows & { refused: readonly RefusedFile[] }> {
  const outDirectory = join(folder, `import-${(imports += 1)}`);
  await mkdir(join(outDirectory, 'sent'), { recursive: true });
  const files = await Promise.all(
    Object.entries(contents).map(async ([name, content]) => {
      const path = join(outDirectory, 'sent', name);
      await writeFile(path, content);
      return { path, name };
    }),
  );
  const checked = await checkPoliceFiles({ files, limits: usualLimits });
  const order = { analytics, files: checked, expected, outDirectory, mostUnits: 10 };
  const refused = checked.filter((file) => file.kind === 'refused');
  return { ...(await sortPoliceRows({ ...order, ...options })), refused };
}

async function quarantineOf(sorted: SortedPoliceRows): Promise<QuarantinedRow[]> {
  const rows: QuarantinedRow[] = [];
  for await (const quarantined of readQuarantineList(sorted.quarantinePath)) rows.push(quarantined);
  return rows;
}

async function duplicatesOf({ duplicates }: SortedPoliceRows): Promise<DuplicateRow[]> {
  const rows: DuplicateRow[] = [];
  if (duplicates === undefined) return rows;
  for await (const some of readDuplicateList(analytics, duplicates)) rows.push(...some);
  return rows;
}

async function storedRows(sorted: SortedPoliceRows): Promise<Record<string, unknown>[]> {
  const units = sorted.units.map(({ parquet }) => quoteText(parquet.path)).join(', ');
  if (units === '') return [];
  return analytics.rows(`from read_parquet([${units}]) order by all`);
}

describe('accepted rows', () => {
  it('go to one file for each force and month, whatever the sent files are called', async () => {
    const sorted = await sort({
      'a.csv': lines(row({ 'Crime ID': '1' }), row({ 'Crime ID': '2', Month: '2025-05' })),
      'b.csv.gz': gzipSync(lines(row({ 'Crime ID': '3' }), row({ 'Reported by': 'Other Police' }))),
    });
    expect(sorted.rows).toEqual({ read: 4, accepted: 4, duplicate: 0, quarantined: 0 });
    expect(sorted.units.map(({ force, month, accepted }) => [force, month, accepted])).toEqual([
      ['Invented Police', '2025-05', 1],
      ['Invented Police', '2025-06', 2],
      ['Other Police', '2025-06', 1],
    ]);
    expect(sorted.months).toEqual(['2025-05', '2025-06']);
    expect(sorted.forces).toEqual(['Invented Police', 'Other Police']);
    const outDirectory = join(sorted.quarantinePath, '..');
    expect((await readdir(outDirectory)).toSorted()).toEqual([
      'quarantine.jsonl',
      'sent',
      'unit-00001.parquet',
      'unit-00002.parquet',
      'unit-00003.parquet',
    ]);
  });

  it('keep every value, degrees as numbers and blanks as nothing', async () => {
    const sorted = await sort({ 'a.csv': lines(row({ Location: 'Café, “Old” Town' })) });
    expect(await storedRows(sorted)).toEqual([
      {
        crime_id: 'a1',
        month: '2025-06',
        reported_by: 'Invented Police',
        falls_within: 'Invented Police',
        longitude: -1.264032,
        latitude: 52.370521,
        location: 'Café, “Old” Town',
        lsoa_code: 'E01000001',
        lsoa_name: 'Invented, Rather 001A',
        crime_type: 'Robbery',
        last_outcome_category: 'Under investigation',
        context: null,
        location_precision: 'snapped-point',
      },
    ]);
  });

  it('say how closely their place is known', async () => {
    const sorted = await sort({
      'a.csv': lines(
        row({ 'Crime ID': '1' }),
        row({ 'Crime ID': '2', Longitude: '', Latitude: '' }),
        row({ 'Crime ID': '3', Longitude: '', Latitude: '', 'LSOA code': '', 'LSOA name': '' }),
      ),
    });
    const precisions = (await storedRows(sorted)).map((stored) => stored['location_precision']);
    expect(precisions).toEqual(['snapped-point', 'area', 'none']);
  });

  it('come out the same from any order of columns, line breaks, mark and packing', async () => {
    const usual = [row({ 'Crime ID': '1' }), row({ 'Crime ID': '2', Location: 'a "b" c' })];
    const expected = await storedRows(await sort({ 'a.csv': lines(...usual) }));
    const other: PoliceColumn[] = policeColumns.toReversed();
    const turned = [header, ...usual].map((line) => {
      const values = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
      return values
        .slice(0, 12)
        .map((value) => value.replace(/,$/, ''))
        .toReversed()
        .join(',');
    });
    expect(turned[0]).toBe(other.join(','));
    for (const content of [
      `\ufeff${lines(...usual)}`,
      lines(...usual).replaceAll('\n', '\r\n'),
      gzipSync(lines(...usual).replaceAll('\n', '\r\n')),
      `${header}\r\n\r\n${usual.join('\n')}`,
      turned.join('\n'),
    ]) {
      const sorted = await sort({ 'a.csv': content });
      expect(await storedRows(sorted)).toEqual(expected);
      expect(sorted.rows).toEqual({ read: 2, accepted: 2, duplicate: 0, quarantined: 0 });
      expect(sorted.refused).toEqual([]);
    }
  });

  it('come out of a gzip with a checked header and a comment, which the engine cannot read', async () => {
    const sound = gzipSync(lines(row({ 'Crime ID': '1' })));
    const odd = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 3]),
      Buffer.from('a comment\0'),
      gzipSync(lines(row({ 'Crime ID': '2' }), row({ 'Crime ID': '3' }))).subarray(10),
    ]);
    const sorted = await sort({ 'a.csv.gz': sound, 'b.csv.gz': odd });
    expect(sorted.rows).toEqual({ read: 3, accepted: 3, duplicate: 0, quarantined: 0 });
  });

  it('are counted by month, force, area and crime type', async () => {
    const sorted = await sort({
      'a.csv': lines(
        row({ 'Crime ID': '1' }),
        row({ 'Crime ID': '2' }),
        row({ 'Crime ID': '3', 'Crime type': 'Burglary' }),
        row({ 'Crime ID': '', 'LSOA code': '', 'LSOA name': '', Longitude: '', Latitude: '' }),
      ),
    });
    const found: MonthlyCounts[] = [];
    const stored = sorted.units.map(({ parquet }) => parquet);
    await readMonthlyCounts(analytics, stored, async (counts) => {
      found.push(counts);
    });
    const where = { month: '2025-06', force: 'Invented Police' };
    expect(found).toEqual([
      {
        areas: [
          { code: 'E01000001', name: 'Invented, Rather 001A' },
          { code: null, name: null },
        ],
        counted: [
          { ...where, crimeType: 'Burglary', areas: '{1}', counts: '{1}' },
          { ...where, crimeType: 'Robbery', areas: '{1,2}', counts: '{2,1}' },
        ],
      },
    ]);
    expect([sorted.noLocation, sorted.noArea]).toEqual([1, 1]);
  });
});

describe('duplicates', () => {
  it('are rows with one Crime ID and every column equal, also across the files of an import', async () => {
    const sorted = await sort({
      'a.csv': lines(row(), row()),
      'b.csv': lines(row(), row({ 'Crime ID': 'b' })),
    });
    expect(sorted.rows).toEqual({ read: 4, accepted: 2, duplicate: 2, quarantined: 0 });
    expect(sorted.files.map(({ name, duplicate }) => [name, duplicate])).toEqual([
      ['a.csv', 1],
      ['b.csv', 1],
    ]);
    expect(sorted.sharedCrimeIds).toBe(0);
  });

  it('are listed by file and line, each with the row that it repeats', async () => {
    const sorted = await sort({
      'a.csv': lines(row(), row({ 'Crime ID': 'b' }), row()),
      'b.csv.gz': gzipSync(lines(row({ 'Crime ID': 'c' }), row({ 'Crime ID': 'b' }), row())),
    });
    expect(await duplicatesOf(sorted)).toEqual([
      { file: 'a.csv', line: 4, firstFile: 'a.csv', firstLine: 2 },
      { file: 'b.csv.gz', line: 3, firstFile: 'a.csv', firstLine: 3 },
      { file: 'b.csv.gz', line: 4, firstFile: 'a.csv', firstLine: 2 },
    ]);
  });

  it('are listed by the lines an editor shows, whatever stands between them', async () => {
    const twoLines = row({ 'Crime ID': 'x', Location: 'two\nlines' });
    const faulty = row({ 'Crime type': 'Piracy' });
    const sorted = await sort({
      'blank.csv': lines('', row(), '', row(), ''),
      'faulty.csv': lines(faulty, twoLines, faulty, twoLines, row()),
      'two-lines.csv': lines(twoLines, row()),
      'windows.csv': lines(row()).replaceAll('\n', '\r\n'),
    });
    expect(sorted.rows).toEqual({ read: 10, accepted: 2, duplicate: 6, quarantined: 2 });
    const listed = (await duplicatesOf(sorted)).map((one) => Object.values(one).join(' '));
    expect(listed).toEqual([
      'blank.csv 5 blank.csv 3',
      'faulty.csv 6 faulty.csv 3',
      'faulty.csv 8 blank.csv 3',
      'two-lines.csv 2 faulty.csv 3',
      'two-lines.csv 4 blank.csv 3',
      'windows.csv 2 blank.csv 3',
    ]);
  });

  it('are listed one for each row that was left out, for any files', async () => {
    const anyRow = fc
      .tuple(fc.constantFrom('a', 'b', ''), fc.constantFrom('Robbery', 'Drugs', 'Piracy', 'two\nl'))
      .map(([id, type]) =>
        type.startsWith('two')
          ? row({ 'Crime ID': id, Location: type })
          : row({ 'Crime ID': id, 'Crime type': type }),
      );
    const anyFile = fc.array(anyRow, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, async (first, second) => {
        const files = { 'a.csv': lines(...first), 'b.csv': lines(...second) };
        const sorted = await sort(files);
        const listed = await duplicatesOf(sorted);
        expect(listed).toHaveLength(sorted.rows.duplicate);
        const textAt = (name: string, line: number) =>
          (files[name as keyof typeof files] ?? '').split('\n').slice(line - 1);
        const seen = new Set<string>();
        for (const { file, line, firstFile, firstLine } of listed) {
          expect(textAt(file, line)[0]).toBe(textAt(firstFile, firstLine)[0]);
          expect([file, line]).not.toEqual([firstFile, firstLine]);
          seen.add(`${file} ${line}`);
        }
        expect(seen.size).toBe(listed.length);
        for (const { firstFile, firstLine } of listed)
          expect(seen.has(`${firstFile} ${firstLine}`)).toBe(false);
      }),
      { numRuns: 8 },
    );
  });

  it('are never rows without a Crime ID, which the transport police never give', async () => {
    const nameless = row({ 'Crime ID': '', 'Crime type': 'Anti-social behaviour' });
    const sorted = await sort({ 'a.csv': lines(nameless, nameless), 'b.csv': lines(nameless) });
    expect(sorted.rows).toEqual({ read: 3, accepted: 3, duplicate: 0, quarantined: 0 });
  });

  it('are never rows with different content, which share a Crime ID and are counted so', async () => {
    const sorted = await sort({
      'a.csv': lines(row(), row({ 'Crime type': 'Burglary' }), row(), row({ 'Crime ID': 'b' })),
    });
    expect(sorted.rows).toEqual({ read: 4, accepted: 3, duplicate: 1, quarantined: 0 });
    expect(sorted.sharedCrimeIds).toBe(1);
  });

  it('are never rows of another month or another force', async () => {
    const sorted = await sort({
      'a.csv': lines(row(), row({ Month: '2025-05' }), row({ 'Reported by': 'Other Police' })),
    });
    expect(sorted.rows).toEqual({ read: 3, accepted: 3, duplicate: 0, quarantined: 0 });
    expect(sorted.sharedCrimeIds).toBe(0);
  });
});

describe('quarantined rows', () => {
  it('keep their file, line, rule and text, and the rows round them are accepted', async () => {
    const future = row({ Month: '2027-01' });
    const ragged = `${row({ 'Crime ID': 'r' })},extra`;
    const sorted = await sort({
      'good.csv': lines(row()),
      'bad.csv': lines(row({ 'Crime ID': 'x', Location: 'two\nlines' }), future, '', ragged, 'odd'),
    });
    expect(sorted.rows).toEqual({ read: 5, accepted: 2, duplicate: 0, quarantined: 3 });
    expect(await quarantineOf(sorted)).toEqual([
      { file: 'bad.csv', line: 4, rule: 'month-in-future', raw: future },
      { file: 'bad.csv', line: 6, rule: 'ragged', raw: ragged },
      { file: 'bad.csv', line: 7, rule: 'ragged', raw: 'odd' },
    ]);
    expect(sorted.files[1]).toMatchObject({ read: 4, accepted: 1, quarantined: 3 });
  });

  it.each<[string, string]>([
    ['force-unknown', row({ 'Reported by': '' })],
    ['month-malformed', row({ Month: '2025-13' })],
    ['month-too-early', row({ Month: '2010-11' })],
    ['month-in-future', row({ Month: '2026-12' })],
    ['coordinates-incomplete', row({ Longitude: '' })],
    ['coordinates-incomplete', row({ Latitude: '' })],
    ['coordinates-malformed', row({ Longitude: '1e0' })],
    ['coordinates-outside-uk', row({ Longitude: '1.8000001' })],
    ['coordinates-outside-uk', row({ Latitude: '60.9000001' })],
    ['area-code-malformed', row({ 'LSOA code': 'E02000001' })],
    ['crime-type-unknown', row({ 'Crime type': 'robbery' })],
    ['ragged', `${row()},`],
    ['ragged', row().replace(',', '')],
    ['ragged', ' '],
    ['broken-quote', row().replace('Robbery', '"Robbery" ')],
  ])('are found when they are the only fault of a file: %s, %j', async (rule, faulty) => {
    const sorted = await sort({ 'a.csv': lines(row({ 'Crime ID': '1' }), faulty, row()) });
    expect(sorted.rows).toEqual({ read: 3, accepted: 2, duplicate: 0, quarantined: 1 });
    expect(await quarantineOf(sorted)).toEqual([{ file: 'a.csv', line: 3, rule, raw: faulty }]);
  });

  it('may be all there is', async () => {
    const sorted = await sort({ 'a.csv': lines(row({ 'Crime type': 'Piracy' })) });
    expect(sorted.rows).toEqual({ read: 1, accepted: 0, duplicate: 0, quarantined: 1 });
    expect(sorted.units).toEqual([]);
  });

  it('are read back by their beginning when they are very long', async () => {
    const faces = '\u{1F600}'.repeat(50);
    const long = ['', 'a'].map((shift) =>
      row({ Location: `${shift}${'a'.repeat(3_900)}${faces}`, 'Crime type': 'Piracy' }),
    );
    const listed = await quarantineOf(await sort({ 'a.csv': lines(...long) }));
    expect(new Set(listed.map(({ raw }) => raw.length))).toEqual(new Set([4_000, 4_001]));
    for (const [index, { raw }] of listed.entries()) {
      expect(long[index]?.startsWith(raw.slice(0, -1))).toBe(true);
      expect(raw).not.toMatch(/[\uD800-\uDBFF]…$/);
    }
  });

  it('are read back whole, line separators and all', async () => {
    const odd = row({ Location: 'a\u2028b', 'Crime type': 'Piracy' });
    const sorted = await sort({ 'a.csv': lines(odd) });
    expect(await quarantineOf(sorted)).toMatchObject([{ raw: odd }]);
  });
});

describe('an import', () => {
  it('with more forces and months than it may have is refused as a whole', async () => {
    const forces = Array.from({ length: 11 }, (_, index) => `Invented Police ${index}`);
    const rows = forces.map((force) => row({ 'Reported by': force }));
    await expect(sort({ 'a.csv': lines(...rows) })).rejects.toThrow(ImportRefused);
    await expect(sort({ 'a.csv': lines(...rows.slice(1)) })).resolves.toMatchObject({
      rows: { accepted: 10 },
    });
  });

  it('with more files, or more bytes, than it may have is refused as a whole', async () => {
    const path = join(folder, 'one.csv');
    await writeFile(path, lines(row()));
    const files = [
      { path, name: 'one.csv' },
      { path, name: 'two.csv' },
    ];
    const bytes = lines(row()).length;
    const check = (limits: Partial<ImportLimits>) =>
      checkPoliceFiles({ files, limits: { ...usualLimits, ...limits } });
    await expect(check({ files: 1 })).rejects.toThrow('too many files');
    await expect(check({ bytes: bytes * 2 - 1 })).rejects.toThrow('too much for one import');
    expect(await check({ files: 2, bytes: bytes * 2 })).toHaveLength(2);
  });

  it('counts for each force and month the rows set aside in the files that it came in', async () => {
    const aside = row({ Month: 'June' });
    const sorted = await sort({
      'a.csv': lines(row({ 'Crime ID': '1' }), row({ Month: '2025-05' }), aside),
      'b.csv': lines(row({ 'Crime ID': '2' }), aside, aside),
      'c.csv': lines(row({ Month: '2025-04' })),
    });
    expect(sorted.units.map(({ month, quarantinedBeside }) => [month, quarantinedBeside])).toEqual([
      ['2025-04', 0],
      ['2025-05', 1],
      ['2025-06', 3],
    ]);
  });

  it('with a refused file sorts the others and names the refused one', async () => {
    const sorted = await sort({ 'page.csv': '<html></html>', 'a.csv': lines(row()) });
    expect(sorted.rows.accepted).toBe(1);
    expect(sorted.refused).toMatchObject([{ name: 'page.csv', refusal: { code: 'html' } }]);
  });

  it('can be cancelled, and leaves nothing half done', async () => {
    const asking = new AbortController();
    const outDirectory = join(folder, 'cancelled');
    const sorting = sort(
      { 'a.csv': lines(row()) },
      { outDirectory, signal: asking.signal, onProgress: () => asking.abort() },
    );
    await expect(sorting).rejects.toThrow();
    expect(await readdir(outDirectory)).toEqual(['quarantine.jsonl']);
    expect(analytics.load()).toEqual({ running: 0, waiting: 0 });
  });

  it('run again in the same folder ends the same', async () => {
    const outDirectory = join(folder, 'again');
    const content = { 'a.csv': lines(row(), row({ Month: '2025-05' })), 'b.csv': lines(row()) };
    const first = await sort(content, { outDirectory });
    const stored = await storedRows(first);
    const second = await sort(content, { outDirectory });
    expect(second.rows).toEqual(first.rows);
    expect(second.units.map(({ parquet }) => parquet.path)).toEqual(
      first.units.map(({ parquet }) => parquet.path),
    );
    expect(await storedRows(second)).toEqual(stored);
  });
});

describe('whatever is in the files', () => {
  const values: Record<PoliceColumn, fc.Arbitrary<string>> = {
    'Crime ID': fc.constantFrom('', '1', '2', '3'),
    Month: fc.constantFrom('2025-06', '2025-06', '2025-05', '2027-01', '2025-00', ''),
    'Reported by': fc.constantFrom('A Police', 'A Police', 'B, Police', '', ' ', '\u0001'),
    'Falls within': fc.constantFrom('A Police', '  spaced  ', 'é'),
    Longitude: fc.constantFrom('-1.5', '-1.50', '', '99', 'NaN', ' 1', '1e0', '-8.7', '1.8000001'),
    Latitude: fc.constantFrom('52.5', '', '60.9', '49.8', '0', 'x', '5_2', '+52'),
    Location: fc.constantFrom('On or near A', 'a,b', 'a"b', '"', "'", 'two\nlines', 'NULL', '\t'),
    'LSOA code': fc.constantFrom('', 'E01000001', 'W01000001', 'E02000001', 'E01000001 '),
    'LSOA name': fc.constantFrom('', 'Invented 001A'),
    'Crime type': fc.constantFrom('Robbery', 'Burglary', 'robbery', 'Violent crime'),
    'Last outcome category': fc.constantFrom('', 'x; y'),
    Context: fc.constantFrom('', 'none'),
  };
  const mostlySound = fc.record(values, { requiredKeys: [] }).map((change) => row(change));
  const line = fc.oneof(
    { weight: 12, arbitrary: fc.constant(row()) },
    { weight: 12, arbitrary: mostlySound },
    { weight: 1, arbitrary: fc.constantFrom('', ',', `${row()},`, '"a"b', 'On "or" near', 'a\rb') },
  );
  const file = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\r\n'))
    .map(([rows, lineBreak]) => [header, ...rows, ''].join(lineBreak));

  it('the quick reading and the exact one end the same, and every row is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, async (first, second) => {
        // The engine would take these names for patterns, so both files are read row by row.
        const exact = await sort({ 'a[0].csv': first, 'b[0].csv': second });
        const quick = await sort({ 'a.csv': first, 'b.csv': second });
        const { read, accepted, duplicate, quarantined } = quick.rows;
        expect(read).toBe(accepted + duplicate + quarantined);
        expect(quick.rows).toEqual(exact.rows);
        expect(quick.sharedCrimeIds).toBe(exact.sharedCrimeIds);
        expect(await storedRows(quick)).toEqual(await storedRows(exact));
        const listed = await quarantineOf(exact);
        const renamed = (await quarantineOf(quick)).map(({ file, line, rule, raw }) => {
          return { file: file.replace('.csv', '[0].csv'), line, rule, raw };
        });
        expect(renamed).toEqual(listed);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
