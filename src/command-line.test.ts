import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { firstAuthenticatorPath } from '#core/sign-in/paths.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';
import { projectRoot } from '#platform/project-root.ts';
import { geoJson, writeInto } from '#tests/support/area-files.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestApp, makeTestService, type TestService } from '#tests/support/service.ts';
import { goodPassword, operator } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import { buildAssets } from '../tools/build-assets.ts';
import { buildServer } from '../tools/build-server.ts';

const start = { kind: 'system', name: 'start' } as const;

let test_: TestService;
let folder: string;
let program: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  test_ = await makeTestService({ partnership: 'warwickshire' });
  folder = await mkdtemp(join(tmpdir(), 'breakwater-command-'));
  program = await buildProgram();
  const { socketDirectory, port, superuser } = inject('postgres');
  const { address } = test_.service.database;
  const name = address.kind === 'embedded' ? address.name : '';
  const place = new URLSearchParams({ host: socketDirectory, port: String(port) });
  environment = {
    PATH: process.env['PATH'],
    DATABASE_URL: `postgresql://${superuser}@/${name}?${place.toString()}`,
    DATABASE_MAY_LOSE_WORK: 'yes',
    DATA_DIR: folder,
    PUBLIC_ADDRESS: 'https://breakwater.example',
  };
  // The service behind a command is opened whole, and its pages name the built files.
  const assets = join(projectRoot, 'dist/assets');
  await access(join(assets, 'manifest.json')).catch(() => buildAssets(assets));
}, 60_000);
afterAll(async () => {
  await test_.close();
  await rm(folder, { recursive: true, force: true });
  await rm(dirname(program), { recursive: true, force: true });
});

/** Built as the service is, in a folder where it finds its packages. */
async function buildProgram(): Promise<string> {
  const cache = join(projectRoot, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outdir = await mkdtemp(join(cache, 'command-line-'));
  await buildServer(outdir, ['src/command-line.ts']);
  return join(outdir, 'command-line.js');
}

type Ended = { code: number; out: string; err: string };

const breakwater = (...words: readonly string[]): Promise<Ended> =>
  breakwaterIn(environment, ...words);

async function breakwaterIn(env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { cwd: projectRoot, env },
      (problem, out, err) => resolve({ code: Number(problem?.code ?? 0), out, err }),
    );
  });
}

const agency = () => test_.service.profile.agencies[0]?.id ?? '';
const patience = { timeout: 60_000 };

describe('a command that is not understood', () => {
  test(
    'is answered with how to call it, on standard error, and ends with 2',
    patience,
    async () => {
      const person = ['user', 'create', '--agency', agency(), '--email', 'a@b.example'];
      const [unknown, badOption, badRole] = await Promise.all([
        breakwater('user', 'destroy'),
        breakwater(...person, '--colour', 'blue'),
        breakwater(...person, '--role', 'king'),
      ]);
      for (const { code, out, err } of [unknown, badOption, badRole]) {
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).not.toMatch(/\n\s+at /);
      }
      expect(unknown.err).toContain('Usage: bin/breakwater COMMAND');
      expect(unknown.err).toContain('user create');
      expect(unknown.err).toContain('import police');
      expect(badOption.err).toContain('--colour');
      expect(badRole.err).toContain('Give a role: --role with one of practitioner, coordinator');
    },
  );
});

describe('a command about what is there already', () => {
  test('is refused where nothing is, and leaves no folder behind', patience, async () => {
    const mistyped = join(folder, 'mistyped');
    const elsewhere = { ...environment, DATA_DIR: mistyped };
    const alone = { PATH: environment['PATH'], DATA_DIR: mistyped };
    const ended = await Promise.all([
      breakwaterIn(elsewhere, 'import', 'list', '--json'),
      breakwaterIn(alone, 'import', 'list', '--json'),
    ]);
    for (const { code, out, err } of ended) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`There is no Breakwater in ${mistyped}`);
      expect(err).toContain('Set DATA_DIR to the folder that the service uses');
    }
    await expect(access(mistyped)).rejects.toThrow('ENOENT');
    expect(await breakwater('import', 'list', '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
  });
});

describe('a command that needs nothing of the service', () => {
  test('works where there is none, and fails in one sentence', patience, async () => {
    const [values, weights] = [join(folder, 'values.csv'), join(folder, 'pair.gal')];
    await writeFile(values, 'id,n\na,1\nb,2\nc,4\n');
    await writeFile(weights, '3\na 1\nb\nb 2\na c\nc 1\nb\n');
    const nowhere = { ...environment, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
    const options = ['--id-field', 'id', '--value-field', 'n', '--weights', weights, '--json'];
    const [good, missing] = await Promise.all([
      breakwaterIn(nowhere, 'statistics', 'local', '--values', values, '--style', 'W', ...options),
      breakwaterIn(nowhere, 'statistics', 'local', '--values', 'x', '--style', 'W', ...options),
    ]);
    expect({ ...good, out: '' }).toEqual({ code: 0, out: '', err: '' });
    expect(JSON.parse(good.out)).toMatchObject({ areas: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
    expect(missing).toEqual({ code: 1, out: '', err: 'x does not exist.\n' });
  });
});

describe('user create', () => {
  test(
    'prints a link with which the new person gets in, and records who did it',
    patience,
    async () => {
      const { code, out } = await breakwater(
        'user',
        'create',
        '--email',
        'Ada.New@county.example',
        '--agency',
        agency(),
        '--role',
        'administrator',
        '--name',
        'Ada New',
        '--as',
        'Chief@county.example',
      );
      expect(code).toBe(0);
      const [sentence, link = ''] = out.trim().split('\n');
      expect(sentence).toContain('The link works once, within 24 hours');
      expect(link).toMatch(/^https:\/\/breakwater\.example\/first-password\//);

      const { created_at: made } = await test_.service.database.transaction(operator, (tx) =>
        tx.selectFrom('sign_in_links').select('created_at').executeTakeFirstOrThrow(),
      );
      test_.clock.moveTo(made.toISOString());
      const app = await makeTestApp(test_);
      const visitor = makeVisitor(app);
      const fields = { password: goodPassword, again: goodPassword };
      const home = await visitor.post(new URL(link).pathname, fields);
      // In with a password alone, they set up their second step before anything else.
      expect(home.path).toBe(firstAuthenticatorPath());
      await app.close();

      const entries = await test_.service.database.transaction(operator, (tx) =>
        tx.selectFrom('audit_entries').selectAll().where('action', '=', 'user.created').execute(),
      );
      expect(entries).toMatchObject([
        {
          actor: 'operator:chief@county.example',
          actor_name: 'chief@county.example (command line)',
          outcome: 'done',
          detail: { agency: agency(), role: 'administrator' },
        },
      ]);
    },
  );

  test('with --json prints one document and nothing else', patience, async () => {
    const { code, out, err } = await breakwater(
      'user',
      'create',
      '--email',
      'json@county.example',
      '--agency',
      agency(),
      '--role',
      'analyst',
      '--json',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      email: 'json@county.example',
      agency: agency(),
      role: 'analyst',
      linkHours: 24,
    });
  });

  test(
    'says which agencies there are, and that an address is taken, and ends with 1',
    patience,
    async () => {
      const person = ['user', 'create', '--role', 'analyst', '--json'];
      const [unknown, taken] = await Promise.all([
        breakwater(...person, '--email', 'two@county.example', '--agency', 'atlantis'),
        breakwater(...person, '--email', 'JSON@county.example', '--agency', agency()),
      ]);
      expect(unknown).toMatchObject({ code: 1, out: '' });
      expect(unknown.err).toContain(`--agency with one of`);
      expect(unknown.err).toContain(agency());
      expect(taken).toMatchObject({ code: 1, out: '' });
      expect(taken.err).toContain('already has an account.');
    },
  );
});

describe('hotspots and backtest', () => {
  const year = ['--type', 'lsoa21', '--from', '2025-01', '--to', '2025-12', '--json'];

  test(
    'end with 2 when they are called wrongly, with 1 when there is nothing to map, and print nothing',
    patience,
    async () => {
      const robbery = ['--crime-type', 'Robbery'];
      const [noType, noSuchType, noAreas, noTest] = await Promise.all([
        breakwater('hotspots', ...year),
        breakwater('hotspots', ...year, '--crime-type', 'robbery'),
        breakwater('hotspots', ...year, ...robbery),
        breakwater('backtest', ...year, ...robbery),
      ]);
      expect(noType).toMatchObject({ code: 2, out: '' });
      expect(noType.err).toContain('--crime-type');
      for (const { code, out, err } of [noSuchType, noAreas, noTest]) {
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).not.toMatch(/\n\s+at /);
      }
      expect(noSuchType.err).toContain('There are: Anti-social behaviour');
      expect(noAreas.err).toContain('Load them first: areas import.');
    },
  );

  test('with --json print one document and nothing else', patience, async () => {
    await loadFourSquares();
    const [map, tested] = await Promise.all([
      breakwater('hotspots', ...year, '--crime-type', 'Robbery'),
      breakwater('backtest', ...year, '--crime-type', 'Robbery'),
    ]);
    for (const { code, out, err } of [map, tested]) {
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.trim().split('\n')).toHaveLength(1);
    }
    expect(JSON.parse(map.out)).toMatchObject([
      { code: 'E01900000', count: 1, population: null, rate: null },
      { code: 'E01900001', count: 0 },
      { code: 'E01900002', count: 0 },
      { code: 'E01900003', count: 0 },
    ]);
    expect(JSON.parse(tested.out)).toMatchObject([{ month: '2025-06', flagged: 0, hitRate: null }]);
  });

  test('stopped by Ctrl-C end with 130, say so, and print nothing', patience, async () => {
    const order = ['--crime-type', 'Robbery', '--permutations', '1000000'];
    const ended = await new Promise<Ended>((resolve) => {
      const child = execFile(
        process.execPath,
        [program, 'hotspots', ...year.filter((word) => word !== '--json'), ...order],
        { cwd: projectRoot, env: environment },
        (problem, out, err) => resolve({ code: Number(problem?.code ?? 0), out, err }),
      );
      let isTold = false;
      child.stderr?.on('data', (said: string) => {
        if (isTold || !said.includes('of the permutations')) return;
        isTold = true;
        child.kill('SIGINT');
      });
    });
    expect(ended).toMatchObject({ code: 130, out: '' });
    expect(ended.err).toMatch(/Stopped before it was finished\.\n$/);
  });
});

/** Four areas with boundaries, and one robbery in the first of them. */
async function loadFourSquares(): Promise<void> {
  const { service, dataDirectory } = test_;
  const boxes = [-1.5, -1.4, -1.3, -1.2].map((west, number) => ({
    code: `E0190000${number}`,
    parent: 'E07000220',
    box: [west, 52, west + 0.1, 52.1] as const,
  }));
  const paths = [await writeInto(dataDirectory, 'four.geojson', geoJson(...boxes))];
  const fields = { code: 'CODE', name: 'NAME', parent: 'PARENT' };
  await loadAreas(service, start, { type: 'lsoa21', paths, fields });
  const row = { 'Reported by': 'Warwickshire Police', 'Falls within': 'Warwickshire Police' };
  const text = policeFile({ ...row, 'LSOA code': 'E01900000' });
  const files = [await keepText(service, '2025-06-street.csv', text)];
  await importPoliceFiles(service, start, { id: randomUUID(), source: 'police', files });
}
