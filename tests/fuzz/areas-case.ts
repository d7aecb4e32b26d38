import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AreaFileProblem } from '#core/places/area-file-problem.ts';
import { loadAreas } from '#core/places/load-areas.ts';
import { loadLookup } from '#core/places/load-lookup.ts';
import { loadPopulations } from '#core/places/load-populations.ts';
import { operator } from '#tests/support/sign-in.ts';
import { damageBytes } from './damage-bytes.ts';
import { requireSame, requireThat, type Ground } from './ground.ts';
import { makeAreaCsv, makeGeoJson, type MadeAreas } from './make-area-file.ts';
import type { Random } from './random.ts';

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
  const load = (): ReturnType<typeof loadAreas> => {
    if (made.kind === 'lookup') {
      const fields = { fromField: 'CODE', toField: 'TO' };
      return loadLookup(service, operator, { from: 'lsoa11', to: 'lsoa21', path, ...fields });
    }
    if (made.kind === 'population') {
      const fields = { code: 'CODE', count: 'PEOPLE' };
      return loadPopulations(service, operator, { type: 'lsoa21', year: 2024, path, fields });
    }
    const fields = { code: 'CODE', name: 'NAME' };
    return loadAreas(service, operator, { type: 'lsoa21', paths: [path], fields });
  };
  try {
    const { load: loaded } = await load();
    if (!isDamaged) requireSame('rows', loaded.rows + loaded.rowsRepeated, made.rows);
    return 'read';
  } catch (problem) {
    if (!(problem instanceof AreaFileProblem)) throw problem;
    const { message } = problem;
    requireThat(`one line of words: ${message}`, /^[^\n\0]{10,600}\.$/.test(message));
    if (!isDamaged) requireSame(`refused (${message})`, made.rows, undefined);
    return 'refused';
  }
}
