import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'vitest';

/** The real data that others published, beside the project. Read from there, never copied. */
const sharedData = resolve(import.meta.dirname, '../../../shared/data');

/** The paths of the files below a folder of the shared data whose name ends so, in order. */
export function listSharedFiles(folder: string, ending: string): string[] {
  return readdirSync(join(sharedData, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .toSorted()
    .map((name) => join(sharedData, folder, name));
}

/** The whole path of a folder of the shared data. */
export function sharedFolder(folder: string): string {
  return join(sharedData, folder);
}

/**
 * Tests that need a folder of the shared data. Where it is missing they fail in continuous integration, and
 * are skipped aloud elsewhere.
 */
export function describeWithSharedData(title: string, folder: string, tests: () => void): void {
  if (existsSync(join(sharedData, folder))) {
    describe(title, tests);
    return;
  }
  const missing = `needs ../shared/data/${folder}, which is not here`;
  if (process.env['CI']) {
    it(`${title} ${missing}`, () => {
      throw new Error(`Put ../shared/data/${folder} beside the project.`);
    });
    return;
  }
  process.stderr.write(`Skipped: ${title} (${missing})\n`);
  describe.skip(`${title} (${missing})`, tests);
}
