import type { z } from 'zod';
import type { FieldPath, FileProblem } from './file-problem.ts';
import { issueInWords, pathInWords } from './plain-words.ts';

type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

type Origin = {
  readonly file: string;
  readonly lineOf: (path: FieldPath) => number;
  /** How to name a value to the person who wrote the file. */
  readonly nameOf?: (path: FieldPath) => string;
};

/** Checks a parsed value against a schema; each problem carries the line it stands on. */
export function checkValue<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  origin: Origin,
): Checked<z.output<Schema>> {
  const nameOf = origin.nameOf ?? pathInWords;
  const parsed = schema.safeParse(given, { error: issueInWords });
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) =>
    placesOf(issue).map((path) => ({
      file: origin.file,
      line: origin.lineOf(path),
      message: `${nameOf(path) || 'the file'} ${issue.message}`,
    })),
  );
  return { ok: false, problems };
}

/** An unknown key is its own place, so that the line is the key's and not its parent's. */
function placesOf(issue: z.core.$ZodIssue): FieldPath[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  return [issue.path];
}
