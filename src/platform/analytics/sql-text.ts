/** A value written as an SQL text literal, for the few places that take no parameter (paths, options). */
export function quoteText(value: string): string {
  if (value.includes('\0')) throw new Error('A text in SQL cannot hold a NUL character.');
  return `'${value.replaceAll("'", "''")}'`;
}

/** Several values written as an SQL list of text literals. */
export function quoteTexts(values: readonly string[]): string {
  return `[${values.map(quoteText).join(', ')}]`;
}

/** A column or table name written as a quoted SQL identifier. */
export function quoteName(name: string): string {
  if (name.includes('\0')) throw new Error('A name in SQL cannot hold a NUL character.');
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whether the engine would take this path as a pattern and not as the name of one file. */
export function isPattern(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}
