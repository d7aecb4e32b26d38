import { CommandProblem } from '#core/command-line/command.ts';
import { inShort } from '#core/places/area-file-problem.ts';
import type { AreaFile } from '#core/places/read-area-file.ts';
import { readCsvRows } from '#core/places/read-csv-rows.ts';

/** A number each, by id, in the order of the file; NaN where the file has none. */
export type AreaValues = ReadonlyMap<string, number>;

const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Two fields of a CSV file with a heading: the id of an area, as text, and its value. A blank and NA are no
 * value. Throws CommandProblem for anything else that is no number, a blank id and an id that is there twice;
 * AreaFileProblem when the file is no such CSV.
 */
export async function readValues(
  file: AreaFile,
  fields: { readonly id: string; readonly value: string },
): Promise<AreaValues> {
  const values = new Map<string, number>();
  for await (const { line, values: row } of readCsvRows(file, [fields.id, fields.value])) {
    const id = row[fields.id] ?? '';
    const value = readValue(row[fields.value] ?? '');
    const refuse = (sentence: string): CommandProblem =>
      new CommandProblem(`${file.name}, line ${line}: ${sentence}`);
    if (id === '') throw refuse(`“${inShort(fields.id)}” is blank.`);
    if (values.has(id)) throw refuse(`Area ${inShort(id)} is there twice.`);
    if (value === undefined) {
      throw refuse(`“${inShort(row[fields.value] ?? '')}” is not a number.`);
    }
    values.set(id, value);
  }
  return values;
}

/** NaN when there is none; undefined when it cannot be read. */
function readValue(word: string): number | undefined {
  if (word === '' || word === 'NA') return NaN;
  const value = decimal.test(word) ? Number(word) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
