import type { z } from 'zod';
import { checkValue } from './check-value.ts';
import type { CheckedFile } from './file-problem.ts';
import { readText } from './read-text.ts';
import { parseYamlText } from './yaml-text.ts';

/** Reads a YAML file of a folder and checks it against a schema. Never throws for what the file holds. */
export async function readYamlFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<CheckedFile<z.output<Schema>>> {
  const read = await readText(folder, file);
  if (!read.ok) return { ok: false, file, problems: read.problems };
  const parsed = parseYamlText(file, read.text);
  if (!parsed.ok) return { ok: false, file, problems: parsed.problems };
  const { lineOf } = parsed;
  const checked = checkValue(schema, parsed.value ?? {}, { file, lineOf });
  return checked.ok
    ? { ok: true, file, value: checked.value, lineOf }
    : { ok: false, file, problems: checked.problems };
}
