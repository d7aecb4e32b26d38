import type { z } from 'zod';
import { checkValue } from './check-value.ts';
import type { BadFile, CheckedFile } from './file-problem.ts';
import { readText } from './read-text.ts';
import { parseYamlText } from './yaml-text.ts';

export type MarkdownFile<FrontMatter> = {
  readonly frontMatter: FrontMatter;
  /** The text after the front matter, as written. */
  readonly body: string;
};

const fence = /^---[ \t]*\n([\s\S]*?)^---[ \t]*(?:\n|$)/m;

/** Reads a Markdown file that starts with YAML between two lines of ---, and checks that part. */
export async function readMarkdownFile<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
): Promise<CheckedFile<MarkdownFile<z.output<Schema>>>> {
  const refuse = (line: number, message: string): BadFile => ({
    ok: false,
    file,
    problems: [{ file, line, message }],
  });
  const read = await readText(folder, file);
  if (!read.ok) return { ok: false, file, problems: read.problems };
  const match = fence.exec(read.text);
  if (match?.index !== 0)
    return refuse(1, 'must start with a line of ---, some named entries, and a line of ---');
  // A blank first line stands in for the opening ---, so that line numbers stay those of the file.
  const parsed = parseYamlText(file, `\n${match[1] ?? ''}`);
  if (!parsed.ok) return { ok: false, file, problems: parsed.problems };
  const { lineOf } = parsed;
  const checked = checkValue(schema, parsed.value ?? {}, { file, lineOf });
  if (!checked.ok) return { ok: false, file, problems: checked.problems };
  const body = read.text.slice(match[0].length).trim();
  if (body === '') return refuse(match[0].split('\n').length, 'has no text under its entries');
  return { ok: true, file, value: { frontMatter: checked.value, body }, lineOf };
}
