import { readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#platform/project-root.ts';
import { buildAssets } from './build-assets.ts';
import { buildServer } from './build-server.ts';

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
