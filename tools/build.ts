import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '#platform/project-root.ts';
import { buildAssets } from './build-assets.ts';

const finished = join(projectRoot, 'dist');
const underWay = join(projectRoot, `dist-${process.pid}`);

try {
  await Promise.all([buildServer(join(underWay)), buildAssets(join(underWay, 'assets'))]);
  await writeFile(join(underWay, 'built'), '');
  await rm(finished, { recursive: true, force: true });
  await rename(underWay, finished);
} finally {
  await rm(underWay, { recursive: true, force: true });
}

/** One file for each way in; packages stay where npm put them. */
async function buildServer(outdir: string): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['src/main.ts', 'src/command-line.ts'],
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
}
