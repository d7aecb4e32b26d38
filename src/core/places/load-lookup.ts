import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { AreaFileProblem, inShort } from './area-file-problem.ts';
import type { NewLookup } from './area-load.ts';
import { insertLookups } from './area-store.ts';
import { areaCodeWords, areaTypeName, isAreaCode, type AreaType } from './area-type.ts';
import { inBatches } from './in-batches.ts';
import { loadFiles } from './load-files.ts';
import { readCsvRows } from './read-csv-rows.ts';
import type { RecordedLoad } from './record-load.ts';

/** Loads which area of one type lies in, or became, which of another. */
export async function loadLookup(
  service: Service,
  principal: Principal,
  order: { from: AreaType; to: AreaType; path: string; fromField: string; toField: string },
): Promise<RecordedLoad> {
  const { from, to, path, fromField, toField } = order;
  return loadFiles(service, principal, {
    subject: { kind: 'lookup', type: from, toType: to, year: null },
    paths: [path],
    fields: [fromField, toField],
    writer: (files) => async (tx, load) => {
      const counted = { rows: 0, rowsRepeated: 0 };
      const pairs = new Set<string>();
      const rows = async function* (): AsyncGenerator<NewLookup> {
        for (const file of files) {
          for await (const { line, values } of readCsvRows(file, [fromField, toField])) {
            const check = (type: AreaType, code: string): string =>
              checkCode(type, code, (sentence, toDo) => {
                throw new AreaFileProblem(file.name, `line ${line}`, sentence, toDo);
              });
            const fromCode = check(from, values[fromField] ?? '');
            const toCode = check(to, values[toField] ?? '');
            const pair = `${fromCode} ${toCode}`;
            if (pairs.has(pair)) {
              counted.rowsRepeated += 1;
              continue;
            }
            pairs.add(pair);
            yield { fromCode, toCode };
          }
        }
      };
      for await (const batch of inBatches(rows())) {
        await insertLookups(tx, load, batch);
        counted.rows += batch.length;
      }
      if (counted.rows === 0) throw withoutRows(files);
      return counted;
    },
  });
}

/** A code as it stands when it is one of this type; else says what is wrong with it. */
export function checkCode(
  type: AreaType,
  code: string,
  refuse: (sentence: string, toDo: string) => never,
): string {
  if (isAreaCode(type, code)) return code;
  const toDo = `Write ${areaCodeWords(type)}, or leave out rows of other areas.`;
  return refuse(`“${inShort(code)}” is not the code of ${areaTypeName(type)}.`, toDo);
}

/** A heading alone is no table; nothing could be told from it. */
export function withoutRows(files: readonly { name: string }[]): AreaFileProblem {
  const names = files.map(({ name }) => name).join(', ');
  return new AreaFileProblem(names, '', 'There are no rows under the heading.', 'Fetch it again.');
}
