import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const sharedData = resolve(import.meta.dirname, '../../shared/data');

/** The street files of every force for the two months that stand beside the project, in order. */
export function listAllForcesFiles(): string[] {
  const folder = join(sharedData, 'police/all-forces');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('-street.csv.gz'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** A file of the published geography, by its name. */
export function geographyFile(name: string): string {
  return join(sharedData, 'geography', name);
}

/** The middle one of some measurements. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
