import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { AreaFileProblem, inShort } from './area-file-problem.ts';
import type { NewArea } from './area-load.ts';
import { insertAreas } from './area-store.ts';
import {
  areaCodeWords,
  areaTypeName,
  findParentType,
  isAreaCode,
  type AreaType,
} from './area-type.ts';
import { inBatches } from './in-batches.ts';
import { loadFiles } from './load-files.ts';
import { withoutRows } from './load-lookup.ts';
import { readAreas, type AreaFields, type GivenArea } from './read-areas.ts';
import type { AreaFile } from './read-area-file.ts';
import type { RecordedLoad } from './record-load.ts';

const longestName = 200;
/** Controls, and halves of characters: the database keeps neither. */
const unseen = /[\p{Cc}\p{Cs}]/u;

/** Loads areas of one type from GeoJSON with boundaries, or from CSV without. */
export async function loadAreas(
  service: Service,
  principal: Principal,
  { type, paths, fields }: { type: AreaType; paths: readonly string[]; fields: AreaFields },
): Promise<RecordedLoad> {
  return loadFiles(service, principal, {
    subject: { kind: 'areas', type, toType: null, year: null },
    paths,
    fields: [fields.code, fields.name, fields.parent],
    writer: (files) => async (tx, load) => {
      let rows = 0;
      for await (const batch of inBatches(checkedAreas(type, files, fields))) {
        await insertAreas(tx, load, batch);
        rows += batch.length;
      }
      if (rows === 0) throw withoutRows(files);
      return { rows, rowsRepeated: 0 };
    },
  });
}

async function* checkedAreas(
  type: AreaType,
  files: readonly AreaFile[],
  fields: AreaFields,
): AsyncGenerator<NewArea> {
  const seen = new Map<string, string>();
  for (const file of files) {
    for await (const given of readAreas(file, fields)) {
      const refuse = (sentence: string, toDo: string) =>
        new AreaFileProblem(file.name, given.place, sentence, toDo);
      const area = checkArea(type, given, refuse);
      const first = seen.get(area.code);
      if (first !== undefined) {
        throw refuse(`${area.code} was already in ${first}.`, 'Give every area once.');
      }
      seen.set(area.code, `${file.name}, ${given.place}`);
      yield area;
    }
  }
}

function checkArea(
  type: AreaType,
  { place, code, name, parent, shape }: GivenArea,
  refuse: (sentence: string, toDo: string) => AreaFileProblem,
): NewArea {
  if (!isAreaCode(type, code)) {
    const toDo = `Write ${areaCodeWords(type)}, or leave out what is no such area.`;
    throw refuse(`“${inShort(code)}” is not the code of ${areaTypeName(type)}.`, toDo);
  }
  if (name === '' || name.length > longestName) {
    throw refuse(`${code} has no name, or one that is too long.`, 'Give every area its name.');
  }
  if (unseen.test(name)) {
    const toDo = 'Take them out, and line breaks too.';
    throw refuse(`The name of ${code} has characters that cannot be shown.`, toDo);
  }
  if (parent === undefined) return { place, code, name, parent: null, shape };
  const parentType = findParentType(parent);
  if (parentType === undefined || parentType === type) {
    const toDo =
      'Name a field with MSOA, ward, district or force codes, or leave --parent-field out.';
    throw refuse(
      `“${inShort(parent)}” is not the code of an area that ${code} could lie in.`,
      toDo,
    );
  }
  return { place, code, name, parent: { type: parentType, code: parent }, shape };
}
