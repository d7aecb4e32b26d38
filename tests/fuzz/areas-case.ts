import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AreaFileProblem } from '#core/places/area-file-problem.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import type { RecordedLoad } from '#core/places/record-load.ts';
import type { Service } from '#core/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { damageBytes } from './damage-bytes.ts';
import { expectAreas, type ExpectedAreas } from './expect-areas.ts';
import { requireSame, requireThat, type Ground } from './ground.ts';
import { makeAreaCsv, makeGeoJson, type MadeAreas } from './make-area-file.ts';
import type { Random } from './random.ts';
import { expectStored, readStoredAreas } from './stored-areas.ts';

/** A set of areas, a lookup or residents, loaded as the command line does. */
export async function runAreasCase(random: Random, { service, folder }: Ground): Promise<string> {
  const isGeoJson = random.chance(0.5);
  const made: MadeAreas = isGeoJson ? makeGeoJson(random) : makeAreaCsv(random);
  const isPacked = random.chance(0.2);
  const isDamaged = random.chance(0.4);
  const packed = isPacked ? gzipSync(made.bytes) : made.bytes;
  const bytes = isDamaged ? damageBytes(random, packed) : packed;
  const path = join(folder, `${isGeoJson ? 'areas.geojson' : 'areas.csv'}${isPacked ? '.gz' : ''}`);
  await writeFile(path, bytes);
  const expected = expectAreas(made.kind, bytes, isGeoJson);
  if (!isDamaged) requireSame('rows of the generator', countRows(expected), made.rows);

  const kept = service.files.pathOf(createHash('sha256').update(bytes).digest('hex'));
  const wasKept = existsSync(kept);
  const before = await readStoredAreas(service);
  const loaded = await load(service, made.kind, path);
  const after = await readStoredAreas(service);
  if (typeof loaded === 'string') {
    requireThat(`one line of words: ${loaded}`, /^[^\n\0]{10,600}\.$/.test(loaded));
    requireSame(`refused (${loaded})`, countRows(expected), undefined);
    requireSame('what a refusal leaves', after, before);
    requireSame('the file of a refusal', existsSync(kept), wasKept);
    return 'refused';
  }
  requireThat('a faulty file was loaded', expected !== undefined);
  if (expected === undefined) return 'read';
  requireThat('the file is kept', existsSync(kept));
  const { rows, rowsRepeated } = loaded.load;
  requireSame('rows', { rows, rowsRepeated }, sumOf(expected));
  if (loaded.alreadyLoaded)
    requireSame('the same again', { ...after, sizes: 0 }, { ...before, sizes: 0 });
  else requireSame('what is stored', after, expectStored(before, expected));
  return 'read';
}

/** What came of it, or why it was refused. */
async function load(
  service: Service,
  kind: MadeAreas['kind'],
  path: string,
): Promise<RecordedLoad | string> {
  try {
    if (kind === 'lookup') {
      const fields = { fromField: 'CODE', toField: 'TO' };
      return await loadLookup(service, operator, { from: 'lsoa11', to: 'lsoa21', path, ...fields });
    }
    if (kind === 'population') {
      const fields = { code: 'CODE', count: 'PEOPLE' };
      return await loadPopulations(service, operator, { type: 'lsoa21', year: 2024, path, fields });
    }
    const fields = { code: 'CODE', name: 'NAME' };
    return await loadAreas(service, operator, { type: 'lsoa21', paths: [path], fields });
  } catch (problem) {
    if (problem instanceof AreaFileProblem) return problem.message;
    throw problem;
  }
}

function sumOf({ areas, lookups, populations, repeated }: ExpectedAreas) {
  return { rows: areas.length + lookups.length + populations.length, rowsRepeated: repeated };
}

function countRows(expected: ExpectedAreas | undefined): number | undefined {
  if (expected === undefined) return undefined;
  const { rows, rowsRepeated } = sumOf(expected);
  return rows + rowsRepeated;
}
