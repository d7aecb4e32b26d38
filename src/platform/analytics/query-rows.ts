import type { DuckDBResultReader, DuckDBValue, JS } from '@duckdb/node-api';

/** What may be given to a query as a parameter. */
export type QueryParameter = string | number | bigint | boolean | null;

/** Values by name: `$month` in the SQL takes `{ month: '2025-06' }`. */
export type QueryParameters = Readonly<Record<string, QueryParameter>>;

/** Parameters in the form the engine wants; a whole number beyond 32 bits becomes a bigint. */
export function toEngineParameters(parameters: QueryParameters): Record<string, DuckDBValue> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > 0x7fffffff
        ? BigInt(value)
        : value,
    ]),
  );
}

/**
 * The rows of a result as plain objects. Whole numbers of any width come as `number` (an error if one
 * is too large to be exact), lists as arrays; cast dates and decimals to text or double in the SQL.
 */
export function toPlainRows<Row>(reader: DuckDBResultReader): Row[] {
  const rows = reader.getRowObjectsJS();
  for (const row of rows) {
    for (const name in row) {
      const value = row[name];
      if (typeof value === 'bigint' || typeof value === 'object') row[name] = toPlain(value) as JS;
    }
  }
  return rows as Row[];
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError('A whole number is too large to read.');
    return number;
  }
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, toPlain(part)]));
}
