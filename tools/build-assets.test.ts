import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAssets } from './build-assets.ts';
import type { AssetManifest } from './build-assets.ts';

let folder: string;
let manifest: AssetManifest;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'assets-'));
  await buildAssets(folder);
  manifest = JSON.parse(
    await readFile(path.join(folder, 'manifest.json'), 'utf8'),
  ) as AssetManifest;
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

const read = (file: string) => readFile(path.join(folder, file), 'utf8');

test('the stylesheet brings neither the letters nor the crown of GOV.UK', async () => {
  const css = await read(manifest.stylesheet);
  expect(css).toContain('.govuk-button');
  expect(css).toContain('.moj-sub-navigation');
  expect(css).not.toMatch(/GDS Transport|@font-face|crown/i);
});

test('every picture the stylesheet asks for is there', async () => {
  const css = await read(manifest.stylesheet);
  const asked = [...css.matchAll(/url\((?!"?data:)"?([^")]+)"?\)/g)].map(([, file]) => file);
  const images = await readdir(path.join(folder, 'images'));
  expect(asked.length).toBeGreaterThan(0);
  for (const file of asked) expect(images).toContain(file?.replace('images/', ''));
});

test('a phone on a slow line has little to fetch', async () => {
  expect(gzipSync(await read(manifest.stylesheet)).length).toBeLessThan(30_000);
  expect(gzipSync(await read(manifest.script)).length).toBeLessThan(20_000);
});

test('the names of the files carry a hash of what is in them', () => {
  expect(manifest.stylesheet).toMatch(/^main-[0-9a-f]{10}\.css$/);
  expect(manifest.script).toMatch(/^main-[0-9a-f]{10}\.js$/);
});

test('what draws the interactive map is fetched only by who opens it, and from the service itself', async () => {
  const script = await read(manifest.script);
  const files = await readdir(folder);
  const own = files.find((file) => file.startsWith('interactive-map-')) ?? '';
  expect(script).toContain(`import("./${own}")`);
  const drawing = await read(own);
  for (const name of [/^maplibre-gl-worker-[0-9a-f]{10}\.js$/, /^maplibre-gl-[0-9a-f]{10}\.css$/]) {
    const file = files.find((one) => name.test(one)) ?? 'missing';
    expect(drawing).toContain(file);
    expect(await read(file)).not.toContain('sourceMappingURL');
  }
  // Its licence asks that its notice goes with it.
  expect(drawing).toContain('3-Clause BSD');
  const bytes = gzipSync(drawing).length;
  expect(bytes).toBeGreaterThan(gzipSync(script).length);
  expect(bytes).toBeLessThan(320_000);
});
