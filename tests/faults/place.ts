import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  killServerProcesses,
  listServerProcesses,
} from '#platform/database/embedded/server-processes.ts';

/** A copy's own folders: all its state, and its temporary files. */
export type Place = { readonly folder: string; readonly data: string; readonly temporary: string };

/** Makes folders that any account may pass through, as PostgreSQL's must when the tests run as root. */
export async function makePlace(): Promise<Place> {
  const folder = await mkdtemp('/tmp/breakwater-faults-');
  const place = { folder, data: join(folder, 'data'), temporary: join(folder, 'tmp') };
  await chmod(folder, 0o711);
  await mkdir(place.temporary);
  await chmod(place.temporary, 0o711);
  return place;
}

export async function removePlace(place: Place): Promise<void> {
  await killServerProcesses(join(place.data, 'postgres'));
  await rm(place.folder, { recursive: true, force: true, maxRetries: 5 });
}

/** What a copy that has ended left lying about; nothing, when it ended cleanly. */
export async function listLeftovers(place: Place): Promise<string[]> {
  const cluster = join(place.data, 'postgres');
  const [data, claims, files, temporary] = await Promise.all(
    [place.data, join(place.data, 'owner'), cluster, place.temporary].map(list),
  );
  return [
    ...listServerProcesses(cluster).map((pid) => `process ${pid}`),
    ...(data ?? []).filter((name) => /^postgres\.new-|^\.write-check/.test(name)),
    ...(claims ?? []).map((name) => `owner/${name}`),
    ...(files ?? []).filter((name) => name === 'postmaster.pid'),
    ...(temporary ?? []).filter((name) => name.startsWith('breakwater-')),
  ];
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
