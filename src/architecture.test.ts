import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { findViolations, importsOf, moduleArrows, ringOf, rings } from './architecture.ts';

const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `src/${name}`)
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));

describe('the code', () => {
  test('keeps to the architecture', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(findViolations(files)).toEqual([]);
  });

  test('is read as it is: the check sees every ring, and hundreds of arrows', () => {
    const seen = new Set(files.map(({ path }) => ringOf(path)));
    const expected = Object.keys(rings).filter((ring) => ring !== 'database');
    expect(seen).toEqual(new Set(expected));
    expect(files.flatMap(importsOf).length).toBeGreaterThan(300);
  });

  test('imports only files that are there', () => {
    const known = new Set([...files.map(({ path }) => path), 'database/schema.ts']);
    const product = files.filter(({ path }) => !path.includes('.test.'));
    const lost = product.flatMap((file) => importsOf(file).filter((path) => !known.has(path)));
    expect(lost).toEqual([]);
  });

  test('has only modules that the arrows know, each met at an index.ts', () => {
    const found = new Set(files.flatMap(({ path }) => /^src\/modules\/([^/]+)\//.exec(path) ?? []));
    const modules = [...found].filter((name) => !name.includes('/'));
    expect(modules.length).toBeGreaterThan(0);
    for (const module of modules) {
      expect(Object.keys(moduleArrows)).toContain(module);
      expect(files.map(({ path }) => path)).toContain(`src/modules/${module}/index.ts`);
    }
  });
});

describe('the table', () => {
  test.each([
    ['rings', rings as Readonly<Record<string, readonly string[]>>],
    ['modules', moduleArrows],
  ])('of the %s leads nowhere in a circle, and names nothing unknown', (_what, arrows) => {
    for (const from of Object.keys(arrows)) expect(reachableFrom(from, arrows)).not.toContain(from);
    for (const to of Object.values(arrows).flat()) expect(Object.keys(arrows)).toContain(to);
  });
});

describe('the check can fail', () => {
  const wrong: [string, string, string][] = [
    [
      'src/platform/clock.ts',
      "import { isRole } from '#core/access/roles.ts';",
      'src/platform/clock.ts is in platform and imports src/core/access/roles.ts, but platform may not know core.',
    ],
    [
      'src/statistics/rates.ts',
      "import type { Clock } from '#platform/clock.ts';",
      'src/statistics/rates.ts is in statistics and imports src/platform/clock.ts, but statistics may not know platform.',
    ],
    [
      'src/browser/main.ts',
      "const { theme } = await import('#design-system/theme.ts');",
      'src/browser/main.ts is in browser and imports src/design-system/theme.ts, but browser may not know design-system.',
    ],
    [
      'src/core/home/home-page.tsx',
      "import { evidence } from '#modules/evidence/index.ts';",
      'src/core/home/home-page.tsx is in core and imports src/modules/evidence/index.ts, but core may not know modules.',
    ],
    [
      'src/core/service.ts',
      "import { modules } from '#app/app.ts';",
      'src/core/service.ts is in core and imports src/app.ts, but core may not know app.',
    ],
    [
      'src/core/places/place.ts',
      "import type { DB } from '#database/schema.ts';",
      'src/core/places/place.ts is in core and imports database/schema.ts, but core may not know database.',
    ],
    [
      'src/core/places/place.ts',
      "import { makeTestApp } from '#tests/support/service.ts';",
      'src/core/places/place.ts imports src/tests/support/service.ts, which is no part of the service.',
    ],
    [
      'src/modules/evidence/trends/trend.ts',
      "import { list } from '../../public-site/paths.ts';",
      'src/modules/evidence/trends/trend.ts reaches into src/modules/public-site/paths.ts; the module public-site is met at its index.ts.',
    ],
    [
      'src/modules/evidence/trends/trend.ts',
      "import { publicSite } from '#modules/public-site/index.ts';",
      'src/modules/evidence/trends/trend.ts imports the module public-site, but evidence may not know it.',
    ],
    [
      'src/app.ts',
      "import { trendRoutes } from './modules/evidence/trends/trend-routes.tsx';",
      'src/app.ts reaches into src/modules/evidence/trends/trend-routes.tsx; the module evidence is met at its index.ts.',
    ],
    [
      'src/core/users/user.ts',
      "const home = process.env['HOME'];",
      'src/core/users/user.ts reads the environment, which only config.ts does.',
    ],
    [
      'src/core/users/user.ts',
      'const now = new Date();',
      'src/core/users/user.ts asks what time it is; the clock in platform/clock.ts is handed in instead.',
    ],
    [
      'src/core/users/user.ts',
      "const rows = tx.selectFrom('users');",
      'src/core/users/user.ts speaks SQL, which belongs in a *-store.ts.',
    ],
    [
      'src/core/users/user.ts',
      "import type { FastifyRequest } from 'fastify';",
      'src/core/users/user.ts knows requests and replies, which belong in *-routes.tsx.',
    ],
    [
      'src/statistics/rates.ts',
      "import { readFile } from 'node:fs/promises';",
      'src/statistics/rates.ts touches files, which the statistics never do.',
    ],
    [
      'src/core/users/user.ts',
      'export default function user() {}',
      'src/core/users/user.ts has a default export; exports have names.',
    ],
    [
      'src/core/users/user-utils.ts',
      '',
      'src/core/users/user-utils.ts has a name that says nothing about what is in it.',
    ],
    [
      'src/core/helpers/user.test.ts',
      '',
      'src/core/helpers/user.test.ts has a name that says nothing about what is in it.',
    ],
    [
      'src/somewhere/new.ts',
      "import { isRole } from '#core/access/roles.ts';",
      'src/somewhere/new.ts is in no ring; add its folder to architecture.ts.',
    ],
  ];
  test.each(wrong)('%s: %s', (path, text, sentence) => {
    expect(findViolations([{ path, text }])).toEqual([sentence]);
  });

  test.each([
    ['src/modules/strategy/plan.ts', "import { evidence } from '#modules/evidence/index.ts';"],
    ['src/modules/evidence/trends/trend.ts', "import { x } from '../districts/district.ts';"],
    ['src/platform/database/database.ts', "import type { DB } from '#database/schema.ts';"],
    ['src/core/users/user.ts', 'const day = new Date(row.at);'],
    ['src/core/users/user-store.ts', "const rows = tx.selectFrom('users');"],
    ['src/core/users/user.test.ts', "import { makeTestApp } from '#tests/support/service.ts';"],
  ])('and it lets pass what is right: %s: %s', (path, text) => {
    expect(findViolations([{ path, text }])).toEqual([]);
  });
});

function reachableFrom(
  from: string,
  arrows: Readonly<Record<string, readonly string[]>>,
): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(arrows[from] ?? [])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(arrows[next] ?? []));
  }
  return reached;
}
