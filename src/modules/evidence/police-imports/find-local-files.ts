import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CommandProblem } from '#core/command-line/command.ts';
import { findPassedOver } from '../police-files/archive-entry.ts';

/** A file on this machine, and what the receipt calls it. */
export type LocalFile = { path: string; name: string };

/**
 * The files that these paths name, in order. Of a folder, every CSV, packed CSV and zip in it and below, without
 * the outcomes and searches that are published beside street files. Throws CommandProblem.
 */
export async function findLocalFiles(paths: readonly string[]): Promise<LocalFile[]> {
  const found: LocalFile[] = [];
  for (const path of paths) {
    const kind = await stat(path).catch(() => undefined);
    if (kind === undefined) throw new CommandProblem(`${path} does not exist.`);
    if (kind.isDirectory()) found.push(...(await findInFolder(path)));
    else found.push({ path, name: basename(path) });
  }
  return found;
}

async function findInFolder(folder: string): Promise<LocalFile[]> {
  const inside = await readdir(folder, { recursive: true });
  const files: LocalFile[] = [];
  for (const name of inside.toSorted()) {
    if (!/\.(csv|csv\.gz|zip)$/i.test(name) || findPassedOver(name) !== undefined) continue;
    const path = join(folder, name);
    const kind = await stat(path).catch(() => undefined);
    if (kind?.isFile() === true) files.push({ path, name });
  }
  if (files.length === 0) {
    throw new CommandProblem(
      `There is no street file in ${folder}. Their names end in “-street.csv”, “-street.csv.gz” or “.zip”.`,
    );
  }
  return files;
}
