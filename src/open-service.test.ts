import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findInstallation } from '#core/installation/installation-store.ts';
import { listAgencies } from '#core/agencies/agency-store.ts';
import { administratorConnection } from '#platform/database/connection.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { readConfig, type Config } from './config.ts';
import { openService, type OpenService } from './open-service.ts';

// The rules are the same for both kinds of database; a server that is running anyway is the quicker.
let assets: TestService;
let folder: string;

beforeAll(async () => {
  assets = await makeTestService();
  folder = await mkdtemp(join(tmpdir(), 'breakwater-open-'));
  // As root, the server runs in another account, which has to get through to its own folder.
  await chmod(folder, 0o711);
});
afterAll(async () => {
  await assets.close();
  await rm(folder, { recursive: true, force: true });
});

/** A database on somebody's server, and how to reach it. */
async function makeServerDatabase(): Promise<TestDatabase & { config: Config }> {
  const made = await makeTestDatabase();
  const { socketDirectory, port, superuser } = inject('postgres');
  const { address } = made.database;
  const name = address.kind === 'embedded' ? address.name : '';
  const place = new URLSearchParams({ host: socketDirectory, port: String(port) });
  const config = readConfig({
    DATABASE_URL: `postgresql://${superuser}@/${name}?${place.toString()}`,
    DATA_DIR: join(folder, name),
    LOG_LEVEL: 'silent',
    // The tests' own server forgets everything anyway.
    DATABASE_MAY_LOSE_WORK: 'yes',
  });
  return { ...made, config };
}

async function open(config: Config, empty: boolean | undefined, said: string[] = []) {
  const say = (sentence: string): void => void said.push(sentence);
  const { assetDirectory } = assets;
  return openService({ config, empty, ifRunning: 'refuse', say, assetDirectory });
}

async function contentsOf({ service }: OpenService) {
  return service.database.transaction(operator, findInstallation);
}

describe('a database on somebody’s own server', () => {
  test('is for real work: it starts empty, whatever was asked for', async () => {
    const { config, drop } = await makeServerDatabase();
    const opened = await open(config, false);
    expect(opened.service.demonstration).toBeUndefined();
    expect(await contentsOf(opened)).toMatchObject({
      contents: 'empty',
      partnership: 'warwickshire',
    });
    await opened.close();
    const again = await open(config, false);
    expect(await contentsOf(again)).toMatchObject({ contents: 'empty' });
    await again.close();
    await drop();
  });

  test('is not opened where a table is open to all, and says which', async () => {
    const { config, drop, database } = await makeServerDatabase();
    const { address } = database;
    const administrator = new pg.Client(administratorConnection(address));
    await administrator.connect();
    await administrator.query('create table diaries (id int)');
    await administrator.end();
    await expect(open(config, false)).rejects.toThrow('The table diaries has no row security');
    await drop();
  });

  test('is not opened where a power cut would lose what was acknowledged', async () => {
    const { config, drop } = await makeServerDatabase();
    const say = (): void => undefined;
    const careful = { ...config, databaseMayLoseWork: false };
    const opening = openService({ config: careful, empty: true, ifRunning: 'refuse', say });
    await expect(opening).rejects.toThrow('The server runs with fsync off');
    await drop();
  });

  test('that holds the demonstration is not taken for real work', async () => {
    const { config, drop, database } = await makeServerDatabase();
    await database.transaction(operator, (tx) =>
      tx
        .insertInto('installation')
        .values({ contents: 'demonstration', partnership: 'warwickshire' })
        .execute(),
    );
    await expect(open(config, false)).rejects.toThrow('holds the demonstration');
    await drop();
  });

  test('of another partnership is left alone', async () => {
    const { config, drop, database } = await makeServerDatabase();
    await database.transaction(operator, (tx) =>
      tx
        .insertInto('installation')
        .values({ contents: 'empty', partnership: 'elsewhere' })
        .execute(),
    );
    await expect(open(config, false)).rejects.toMatchObject({
      message: 'This data belongs to the partnership "elsewhere", not to "warwickshire".',
      whatToDo: expect.stringContaining('Set PARTNERSHIP') as string,
    });
    const agencies = await database.transaction(operator, listAgencies);
    expect(agencies).toEqual([]);
    await drop();
  });

  test('knows the agencies of the profile, and keeps one that left it for what it did', async () => {
    const { config, drop, database } = await makeServerDatabase();
    await database.transaction(operator, (tx) =>
      tx.insertInto('agencies').values({ id: 'gone', name: 'Gone', kind: 'x' }).execute(),
    );
    const opened = await open(config, true);
    const listed = await opened.service.database.transaction(operator, listAgencies);
    expect(listed.map(({ id }) => id).toSorted()).toEqual(
      opened.service.profile.agencies.map(({ id }) => id).toSorted(),
    );
    const kept = await database.transaction(operator, (tx) =>
      tx.selectFrom('agencies').select('in_profile').where('id', '=', 'gone').execute(),
    );
    expect(kept).toEqual([{ in_profile: false }]);
    await opened.close();
    await drop();
  });
});

describe('a data folder of its own', () => {
  const dataFolder = (name: string): Config =>
    readConfig({ DATA_DIR: join(folder, name), LOG_LEVEL: 'silent' });

  test('once started with the demonstration keeps it, and refuses to become empty', async () => {
    const config = dataFolder('demonstration');
    const first = await open(config, false);
    expect(first.service.demonstration?.cast.people.length).toBeGreaterThan(5);
    expect(await contentsOf(first)).toMatchObject({ contents: 'demonstration' });
    await first.close();
    await expect(open(config, true)).rejects.toMatchObject({
      message: 'This data folder holds the demonstration, and you asked for an empty service.',
    });
    const asCommandLine = await open(config, undefined);
    expect(asCommandLine.service.demonstration).toBeDefined();
    await asCommandLine.close();
  }, 60_000);

  test('once started empty stays empty, and says so to whoever expects the demonstration', async () => {
    const config = dataFolder('empty');
    const first = await open(config, true);
    expect(first.service.demonstration).toBeUndefined();
    await first.close();
    const said: string[] = [];
    const second = await open(config, false, said);
    expect(second.service.demonstration).toBeUndefined();
    expect(said).toContain('This data folder was started empty, so the demonstration stays off.');
    await second.close();
  }, 60_000);

  test('keeps its files from everybody else on the machine', async () => {
    const { mode } = await stat(join(folder, 'demonstration', 'files'));
    expect(mode & 0o777).toBe(0o700);
  });
});
