import type { z } from 'zod';

/** One message for each field that cannot be used, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What was typed, to show again when it is refused. */
export type FieldValues = Readonly<Record<string, string>>;

export type ParsedForm<Value> =
  { ok: true; value: Value } | { ok: false; errors: FieldErrors; values: FieldValues };

/** Reads a submitted form through its schema; the first message for each field is the one to show. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): ParsedForm<z.output<Schema>> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return { ok: false, errors, values: textValues(body) };
}

function textValues(body: unknown): FieldValues {
  if (typeof body !== 'object' || body === null) return {};
  const entries = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries);
}
