import { chmod, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveDataDirectory } from './data-location.ts';
import { StartProblem } from './start-problem.ts';

const asRoot = process.getuid?.() === 0;

let here: string;
beforeAll(async () => {
  here = await mkdtemp('/tmp/breakwater-test-');
  await chmod(here, 0o755);
});
afterAll(() => rm(here, { recursive: true, force: true }));

describe('the place of the data', () => {
  it('is the folder that was asked for, made with all its parents', async () => {
    const explicit = join(here, 'a folder', 'für', 'daten');
    expect(await resolveDataDirectory({ explicit, projectRoot: here })).toBe(explicit);
    expect((await stat(explicit)).mode & 0o066).toBe(0);
  });

  it('is var in the project when nothing was asked for', async () => {
    expect(await resolveDataDirectory({ explicit: undefined, projectRoot: here })).toBe(
      join(here, 'var'),
    );
  });

  it('is the real folder behind a link, so that two names are one place', async () => {
    await symlink(join(here, 'var'), join(here, 'link'));
    const explicit = join(here, 'link');
    expect(await resolveDataDirectory({ explicit, projectRoot: here })).toBe(join(here, 'var'));
  });

  it('is refused when a file is in the way or the path is too long', async () => {
    await writeFile(join(here, 'file'), '');
    for (const explicit of [
      join(here, 'file'),
      join(here, 'file', 'below'),
      join(here, 'x'.repeat(900)),
    ]) {
      const refused = resolveDataDirectory({ explicit, projectRoot: here });
      await expect(refused).rejects.toBeInstanceOf(StartProblem);
    }
  });

  it('is refused where nobody may write', async () => {
    const refused = resolveDataDirectory({ explicit: '/proc/breakwater', projectRoot: here });
    await expect(refused).rejects.toBeInstanceOf(StartProblem);
  });

  it.runIf(asRoot)(
    'is closed to everybody else, and may be, when the database is on a server elsewhere',
    async () => {
      const explicit = join(here, 'private', 'data');
      await mkdir(join(here, 'private'));
      await chmod(join(here, 'private'), 0o700);
      const place = await resolveDataDirectory({
        explicit,
        projectRoot: here,
        databaseElsewhere: true,
      });
      expect((await stat(place)).mode & 0o777).toBe(0o700);
    },
  );

  it.runIf(asRoot)(
    'moves to where PostgreSQL’s account may go, and says so, when the project is closed to it',
    async () => {
      const closed = join(here, 'closed');
      await mkdir(join(closed, 'project'), { recursive: true });
      await chmod(closed, 0o700);
      const said: string[] = [];
      const place = await resolveDataDirectory({
        explicit: undefined,
        projectRoot: join(closed, 'project'),
        say: (sentence) => void said.push(sentence),
      });
      try {
        expect(place).toMatch(/^\/var\/lib\/breakwater-[0-9a-f]{8}$/);
        expect(said.join(' ')).toContain(place);
        expect(said.join(' ')).toContain(closed);
      } finally {
        await rm(place, { recursive: true });
      }
    },
  );

  it.runIf(asRoot)(
    'is refused, and not even made, when it was asked for in a closed folder',
    async () => {
      const explicit = join(here, 'closed', 'data');
      const refused = resolveDataDirectory({ explicit, projectRoot: here });
      await expect(refused).rejects.toThrow(`may not enter ${join(here, 'closed')}`);
      await expect(stat(explicit)).rejects.toThrow('ENOENT');
    },
  );
});
