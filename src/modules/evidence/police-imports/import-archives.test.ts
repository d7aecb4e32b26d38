import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '#core/service.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { makeZip } from '#tests/support/zip-archive.ts';
import { keepUpload } from '../count-imports/keep-upload.ts';
import { usualLimits } from '../police-files/import-limits.ts';
import type { FileToImport } from './gather-files.ts';
import type { ImportOrder } from './import-order.ts';
import { importPoliceFiles } from './import-police-files.ts';
import { importPoliceCommand } from './import-police-command.ts';
import { listImportsCommand, withdrawImportCommand } from './import-versions-commands.ts';
import { getReceipt } from './receipt-store.ts';
import { AllFilesRefused } from './refuse-import.ts';
import { removeOrphans } from './remove-orphans.ts';
import { requestImport } from './request-import.ts';

let opened: TestService;
let service: Service;
beforeAll(async () => {
  opened = await makeTestService();
  service = opened.service;
});
afterAll(() => opened.close());

const street = (force: string, ...ids: readonly string[]) =>
  policeFile(...ids.map((id) => ({ 'Crime ID': id, 'Reported by': force })));

async function load(files: readonly FileToImport[], order: Partial<ImportOrder> = {}) {
  const { id, alreadyImported } = await importPoliceFiles(service, operator, {
    id: randomUUID(),
    source: 'police',
    files,
    ...order,
  });
  const receipt = await service.database.transaction(operator, (tx) => getReceipt(tx, id));
  return { ...receipt, alreadyImported };
}

const keepZip = (contents: Parameters<typeof makeZip>[0], name = 'archive.zip') =>
  keepText(service, name, makeZip(contents));

describe('an archive as it was downloaded', () => {
  const contents = [
    { name: '2025-06/2025-06-a-street.csv', content: street('Zip Police', '1', '2') },
    { name: '2025-06/2025-06-a-outcomes.csv', content: 'x' },
    { name: '2025-06/2025-06-b-street.csv', content: street('Zip Police', '3') },
  ];

  test('is read file by file, and each stands on the receipt by its own name', async () => {
    const { files, rows, id } = await load([await keepZip(contents)]);
    expect(rows).toMatchObject({ read: 3, accepted: 3 });
    expect(files.map(({ name, rowsRead, notes }) => [name, rowsRead, ...notes])).toEqual([
      ['archive.zip', 0, '2 files were unpacked from it. Passed over: 1 outcomes file.'],
      ['archive.zip: 2025-06/2025-06-a-street.csv', 2],
      ['archive.zip: 2025-06/2025-06-b-street.csv', 1],
    ]);
    const [attempt = ''] = await readdir(join(service.parquetDirectory, 'police', id));
    expect(await readdir(join(service.parquetDirectory, 'police', id, attempt))).toEqual([
      'unit-00001.parquet',
    ]);
  });

  test('is the same import as its files plain, packed, or in another archive', async () => {
    const plain = contents.filter(({ name }) => name.includes('street'));
    const others = [
      await Promise.all(plain.map(({ name, content }) => keepText(service, name, content))),
      await Promise.all(
        plain.map(({ name, content }) => keepText(service, `${name}.gz`, gzipSync(content))),
      ),
      [await keepZip(plain.toReversed(), 'other.zip')],
    ];
    const { id } = await load([await keepZip(contents)]);
    for (const files of others) {
      expect(await load(files)).toMatchObject({ id, alreadyImported: true });
    }
  });

  test('may hold files that are refused, archives among them, and the others are read', async () => {
    const { files, rows } = await load([
      await keepZip([
        { name: 'good.csv', content: street('Mixed Police', '1') },
        { name: 'inside.zip', content: makeZip([{ name: 'a.csv', content: 'x' }]), isStored: true },
        { name: 'read-me.txt', content: 'Nothing to see.' },
      ]),
    ]);
    expect(rows.accepted).toBe(1);
    expect(files.slice(2).map(({ refusal }) => refusal?.sentence)).toEqual([
      'The file is an archive inside an archive.',
      expect.stringContaining('does not have the columns') as string,
    ]);
  });

  test('is refused whole when it is hostile, and a good file beside it is read', async () => {
    const { files, rows } = await load([
      await keepZip([{ name: '../a-street.csv', content: street('X', '1') }], 'hostile.zip'),
      await keepText(service, 'good.csv', street('Beside Police', '1')),
    ]);
    expect(rows.read).toBe(1);
    expect(files[0]).toMatchObject({
      name: 'hostile.zip',
      refusal: { sentence: expect.stringContaining('leads outside it') as string },
    });
  });
});

describe('an import that holds too much', () => {
  test.each([
    ['too many files', { files: 1 }],
    ['too many forces and months', { units: 1 }],
    ['too much for one import', { bytes: 600 }],
  ])('is refused in plain words, with a receipt: %s', async (words, limit) => {
    const files = [
      await keepText(service, 'a.csv', street('Many Police', '1')),
      await keepText(service, 'b.csv', street('More Police', '2', '3')),
    ];
    const id = randomUUID();
    const loading = load(files, { id, limits: { ...usualLimits, ...limit } });
    await expect(loading).rejects.toThrow(AllFilesRefused);
    await expect(loading).rejects.toThrow(words);
    const receipt = await service.database.transaction(operator, (tx) => getReceipt(tx, id));
    expect(receipt.files.every(({ refusal }) => refusal?.sentence.includes(words))).toBe(true);
  });
});

test('a job killed at any step and run again ends the same, with nothing left over', async () => {
  const force = 'Killed Police';
  const zip = await keepZip([
    { name: 'a-street.csv', content: street(force, '1', '2', '2') },
    { name: 'b-street.csv', content: policeFile({ 'Reported by': force, Month: '2025-05' }) },
  ]);
  const plain = await keepText(service, 'c.csv', policeFile({ 'Reported by': force, Month: 'x' }));
  const steps = async (killAt: number) => {
    const id = randomUUID();
    let step = 0;
    const progress = () => {
      if (step === killAt) throw new Error('killed');
      step += 1;
    };
    const order = { id, files: [zip, plain], mayReplace: true };
    const first = await load(order.files, { ...order, progress }).catch(() => 'killed' as const);
    const ended = await load(order.files, order);
    await withdrawImportCommand.run(commandWith([id]));
    return { id, isKilled: first === 'killed', ended };
  };
  let kills = 0;
  for (let killAt = 0; ; killAt += 1) {
    const { id, isKilled, ended } = await steps(killAt);
    expect(ended).toMatchObject({
      id,
      alreadyImported: false,
      rows: { read: 5, accepted: 3, duplicate: 1, quarantined: 1, replaced: 0 },
    });
    const attempts = await readdir(join(service.parquetDirectory, 'police', id));
    expect(attempts).toHaveLength(1);
    if (!isKilled) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(7);
}, 60_000);

describe('what came to nothing', () => {
  test('is gone after a time: the rows of a killed attempt, and uploads that no receipt names', async () => {
    const loaded = await keepText(service, 'kept.csv', street('Orphan Police', '1'));
    const kept = await load([loaded]);
    const own = join(service.parquetDirectory, 'police', kept.id);
    const killed = join(own, randomUUID());
    await mkdir(killed);
    await writeFile(join(killed, 'unit-00001.parquet'), 'half');
    const attempt = (await readdir(own)).find((name) => !killed.endsWith(name)) ?? '';
    const longAgo = new Date('2026-11-20T10:00:00Z');
    for (const place of [killed, join(own, attempt)]) await utimes(place, longAgo, longAgo);
    const upload = await keepText(service, 'asked-first.csv', street('Orphan Police', 'never'));
    const files = [loaded, upload];
    await requestImport(service, { principal: operator }, { files, mayReplace: false });

    opened.clock.moveTo('2026-11-30T10:00:00Z');
    await removeOrphans(service, operator, 'police');
    expect(await readdir(own)).toEqual([attempt]);
    expect(existsSync(upload.path), 'a job waits for it').toBe(true);

    await endJobs();
    await removeOrphans(service, operator, 'police');
    expect(existsSync(upload.path)).toBe(false);
    expect(existsSync(loaded.path)).toBe(true);
  });

  test('but not what was also sent as partners’ counts, or loaded as areas', async () => {
    const counts = await keepText(service, 'counts.csv', 'a,b\n1,2\n');
    const areas = await keepText(service, 'areas.csv', 'CODE,NAME\nE02000009,A\n');
    const nobodys = await keepText(service, 'nobodys.csv', 'c,d\n');
    await keepUpload(service, { principal: operator }, counts);
    await loadAreas(service, operator, {
      type: 'msoa21',
      paths: [await writeInto(opened.dataDirectory, 'areas.csv', 'CODE,NAME\nE02000009,A\n')],
      fields: { code: 'CODE', name: 'NAME' },
    });
    const files = [counts, areas, nobodys];
    await requestImport(service, { principal: operator }, { files, mayReplace: false });
    await endJobs();
    opened.clock.moveTo('2026-12-30T10:00:00Z');
    await removeOrphans(service, operator, 'police');
    expect(files.map(({ path }) => existsSync(path))).toEqual([true, true, false]);
  });
});

const commandWith = (words: readonly string[]) => ({
  service,
  principal: operator,
  words,
  options: {},
  address: '',
  say: () => undefined,
});

async function endJobs(): Promise<void> {
  await service.database.transaction({ kind: 'system', name: 'jobs' }, (tx) =>
    tx.updateTable('job_runs').set({ state: 'failed' }).execute(),
  );
}

describe('the command line', () => {
  test('loads a folder, lists what was loaded and withdraws it, as data that others read', async () => {
    const folder = join(opened.dataDirectory, 'published');
    await mkdir(join(folder, '2025-06'), { recursive: true });
    const files = {
      '2025-06/2025-06-a-street.csv': street('Folder Police', '1'),
      '2025-06/2025-06-a-outcomes.csv': 'x',
      '2025-06/read-me.txt': 'x',
      'packed-street.csv.gz': gzipSync(street('Folder Police', '2')),
      'more.zip': makeZip([{ name: 'b-street.csv', content: street('Folder Police', '3') }]),
    };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), content);
    }
    const { json } = await importPoliceCommand.run(commandWith([folder]));
    const id = (json as { id: string }).id;
    expect(json).toEqual({
      id: expect.any(String) as string,
      alreadyImported: false,
      rows: { read: 3, accepted: 3, duplicate: 0, quarantined: 0, replaced: 0 },
      sharedCrimeIds: 0,
      outsideArea: expect.toSatisfy((value) => value === null || value === 0) as number,
      noLocation: 0,
      months: ['2025-06'],
      forces: ['Folder Police'],
      seconds: expect.any(Number) as number,
    });
    const again = await importPoliceCommand.run(commandWith([folder]));
    expect(again.json).toMatchObject({ id, alreadyImported: true });
    expect(await withdrawImportCommand.run(commandWith([id]))).toMatchObject({
      json: { id, monthsTakenOut: 1, monthsRestored: 0 },
    });
    const listed = await listImportsCommand.run(commandWith([]));
    expect(listed.json).toContainEqual({
      id,
      source: 'police',
      importedAt: expect.any(String) as string,
      importedBy: 'ops@harbourshire.example (command line)',
      rows: { read: 3, accepted: 3, duplicate: 0, quarantined: 0, replaced: 0 },
      months: ['2025-06'],
      forces: ['Folder Police'],
      sources: [],
      withdrawnAt: expect.any(String) as string,
      current: false,
    });
    expect(listed.sentences.join('\n')).toContain(`${id}  police, June 2025, 3 rows read`);
  });

  test('says so when a folder has no street file, a path is wrong, or every file is refused', async () => {
    const folder = join(opened.dataDirectory, 'empty');
    await mkdir(folder);
    await writeFile(join(folder, 'a-outcomes.csv'), 'x');
    await expect(importPoliceCommand.run(commandWith([folder]))).rejects.toThrow(
      /^There is no street file in /,
    );
    await expect(importPoliceCommand.run(commandWith([join(folder, 'no')]))).rejects.toThrow(
      /does not exist\.$/,
    );
    await writeFile(join(folder, 'page.csv'), '<html></html>');
    await expect(importPoliceCommand.run(commandWith([folder]))).rejects.toThrow(
      /^Nothing was loaded\. page\.csv: The file is a web page, not CSV\. .* Receipt [0-9a-f-]{36}$/,
    );
    await rm(folder, { recursive: true });
  });
});
