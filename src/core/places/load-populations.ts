import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { AreaFileProblem, inShort } from './area-file-problem.ts';
import type { NewPopulation } from './area-load.ts';
import { insertPopulations } from './area-store.ts';
import type { AreaType } from './area-type.ts';
import { inBatches } from './in-batches.ts';
import { loadFiles } from './load-files.ts';
import { checkCode, withoutRows } from './load-lookup.ts';
import type { AreaFile } from './read-area-file.ts';
import { readCsvRows } from './read-csv-rows.ts';
import type { RecordedLoad } from './record-load.ts';

type PopulationFields = { code: string; count: string };

/** Loads how many people live in each area of one type in one year. */
export async function loadPopulations(
  service: Service,
  principal: Principal,
  order: { type: AreaType; year: number; path: string; fields: PopulationFields },
): Promise<RecordedLoad> {
  const { type, year, path, fields } = order;
  return loadFiles(service, principal, {
    subject: { kind: 'population', type, toType: null, year },
    paths: [path],
    fields: [fields.code, fields.count],
    writer: (files) => async (tx, load) => {
      let rows = 0;
      for await (const batch of inBatches(checkedPopulations(type, files, fields))) {
        await insertPopulations(tx, load, batch);
        rows += batch.length;
      }
      if (rows === 0) throw withoutRows(files);
      return { rows, rowsRepeated: 0 };
    },
  });
}

async function* checkedPopulations(
  type: AreaType,
  files: readonly AreaFile[],
  fields: PopulationFields,
): AsyncGenerator<NewPopulation> {
  const lines = new Map<string, number>();
  for (const file of files) {
    for await (const { line, values } of readCsvRows(file, [fields.code, fields.count])) {
      const refuse = (sentence: string, toDo: string): never => {
        throw new AreaFileProblem(file.name, `line ${line}`, sentence, toDo);
      };
      const code = checkCode(type, values[fields.code] ?? '', refuse);
      const first = lines.get(code);
      if (first !== undefined) {
        refuse(`${code} was already in line ${first}.`, 'Give every area once.');
      }
      lines.set(code, line);
      const count = values[fields.count] ?? '';
      if (!/^\d{1,9}$/.test(count)) {
        const toDo = 'Write digits only, without commas or spaces.';
        refuse(`“${inShort(count)}” is no whole number of people.`, toDo);
      }
      yield { code, people: Number(count) };
    }
  }
}
