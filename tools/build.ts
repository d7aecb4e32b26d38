import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '#platform/project-root.ts';
import { buildAssets } from './build-assets.ts';

const finished = join(projectRoot, 'dist');
const underWay = join(projectRoot, `dist-${process.pid}`);

const started = new Date();

try {
  await removeAbandonedBuilds();
  await Promise.all([buildServer(underWay), buildAssets(join(underWay, 'assets'))]);
  await writeFile(join(underWay, 'built'), '');
  // A file saved while we were building is newer than this build.
  await utimes(join(underWay, 'built'), started, started);
  await rm(finished, { recursive: true, force: true });
  await rename(underWay, finished);
} finally {
  await rm(underWay, { recursive: true, force: true });
}

/** What builds that were killed have left behind. */
async function removeAbandonedBuilds(): Promise<void> {
  for (const name of await readdir(projectRoot)) {
    const pid = /^dist-(?<pid>\d+)$/.exec(name)?.groups?.['pid'];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(projectRoot, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
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
