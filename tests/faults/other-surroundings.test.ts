import { chmod, chown, cp, mkdir, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from '#platform/database/embedded/start-postgres.ts';
import { projectRoot } from '#platform/project-root.ts';
import { listLeftovers, makePlace, removePlace, type Place } from './place.ts';
import { startCopy, type ServiceCopy } from './service-copy.ts';

const asRoot = process.getuid?.() === 0;
if (!asRoot) process.stderr.write('Skipped: starts that only root can arrange (not root)\n');
const nobody = { uid: 65_534, gid: 65_534 };

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => removePlace(place));

describe('a server of somebody else’s', () => {
  it('is filled by two services that start at once, empty, with nobody to enter as', async () => {
    const { url, stop } = await startServer(join(place.folder, 'server'));
    const environment = { DATABASE_URL: url, DATABASE_MAY_LOSE_WORK: 'yes' };
    const copies = [startCopy({ place, environment }), startCopy({ place, environment })];
    try {
      for (const copy of copies) {
        const { address } = await copy.ready;
        const signIn = await (await fetch(`${address}/sign-in`)).text();
        expect(signIn).toContain('<form');
        expect(signIn).not.toContain('/enter');
        const entered = await fetch(`${address}/enter`, {
          method: 'POST',
          headers: { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
          body: 'person=ruth-ellerby',
        });
        expect(entered.status).toBe(404);
        expect((await fetch(`${address}/demonstration`)).status).toBe(404);
        expect(copy.said()).toContain('bin/breakwater user create');
      }
      expect(await listLeftovers(place)).toEqual([]);
    } finally {
      for (const copy of copies) copy.process.kill('SIGTERM');
      for (const copy of copies) expect(await copy.ended).toBe(0);
      await stop();
    }
  });

  it.each([
    ['postgresql://nobody@127.0.0.1:9/none', 'cannot be reached (ECONNREFUSED)'],
    ['postgresql://nobody@/none?host=/nowhere', 'cannot be reached (ENOENT)'],
    ['postgresql://[here', 'not an address that can be read'],
    ['mysql://here', 'DATABASE_URL: must start with postgres'],
  ])('that is not there is named, without its password: %s', async (url, words) => {
    const copy = startCopy({
      place,
      environment: { DATABASE_URL: url, DATABASE_MAY_LOSE_WORK: 'yes' },
    });
    expect(await copy.ended).toBe(1);
    expect(copy.complained()).toContain(words);
    expect(copy.complained()).toMatch(/^Breakwater did not start\. /);
    expect(copy.complained()).not.toMatch(/^\s+at |Error:/m);
  });
});

describe('a first start', () => {
  it.runIf(asRoot)('works for an ordinary user', async () => {
    await chown(place.folder, nobody.uid, nobody.gid);
    await chown(place.temporary, nobody.uid, nobody.gid);
    const copy = startCopy({ place, options: ['--empty'], account: nobody });
    await expectPages(copy);
    expect((await stat(place.data)).mode & 0o777).toBe(0o700);
    await endCleanly(copy);
  });

  it.runIf(asRoot)('works for root in a folder only its owner may enter', async () => {
    const project = join(place.folder, 'closed', 'project');
    await mkdir(project, { recursive: true });
    await chmod(join(place.folder, 'closed'), 0o700);
    for (const part of ['package.json', 'dist', 'database', 'partnership']) {
      await cp(join(projectRoot, part), join(project, part), { recursive: true });
    }
    await symlink(join(projectRoot, 'node_modules'), join(project, 'node_modules'));
    const environment = { DATA_DIR: undefined };
    const copy = startCopy({ place, project, environment, options: ['--empty'] });
    await expectPages(copy);
    const kept = /The data is kept in (?<folder>\/var\/lib\/breakwater-\w+)/.exec(copy.said());
    const folder = kept?.groups?.['folder'] ?? '';
    await endCleanly(copy);
    expect((await stat(folder)).mode & 0o777).toBe(0o711);
    await rm(folder, { recursive: true });
  });
});

async function expectPages(copy: ServiceCopy): Promise<void> {
  const { address } = await copy.ready;
  expect((await fetch(`${address}/`)).status).toBe(200);
}

async function endCleanly(copy: ServiceCopy): Promise<void> {
  copy.process.kill('SIGTERM');
  expect(await copy.ended).toBe(0);
  expect(copy.complained()).toBe('');
  expect(await listLeftovers(place)).toEqual([]);
}

/** A server with an empty database, of which the service knows no more than an address. */
async function startServer(
  dataDirectory: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  await mkdir(dataDirectory);
  const server = await startPostgres({
    dataDirectory,
    durability: 'throwaway',
    ifRunning: 'refuse',
  });
  const { socketDirectory: host, port, superuser: user } = server;
  const client = new pg.Client({ host, port, user, database: 'postgres' });
  await client.connect();
  await client.query('create database partnership');
  await client.end();
  return {
    url: `postgresql://${user}@/partnership?host=${host}&port=${port}`,
    stop: () => server.stop(),
  };
}
