import { z } from 'zod';

/** What a row of counts is made of, in the order that forms ask for it. */
export const countFields = ['measure', 'part', 'area', 'month', 'count', 'source'] as const;
export type CountField = (typeof countFields)[number];

const Reading = z.union([
  z.strictObject({ column: z.string().min(1) }),
  z.strictObject({ fixed: z.string().min(1) }),
]);

/** Where each field comes from: a column of the file, or one value that holds for every row. */
export const CountMapping = z.strictObject({
  measure: Reading,
  part: Reading,
  area: Reading,
  month: Reading,
  count: z.strictObject({ column: z.string().min(1) }),
  source: Reading,
});
export type CountMapping = z.infer<typeof CountMapping>;

/** The columns that a mapping asks for and a file does not have; none when it fits. */
export function listMissingColumns(mapping: CountMapping, headers: readonly string[]): string[] {
  const wanted = countFields.flatMap((field) => {
    const reading = mapping[field];
    return 'column' in reading ? [reading.column] : [];
  });
  return wanted.filter((column) => !headers.includes(column));
}

/** The texts of one row, by field. The mapping must fit the headers. */
export function readFields(
  mapping: CountMapping,
  headers: readonly string[],
  cells: readonly string[],
): Record<CountField, string> {
  const read = (field: CountField): string => {
    const reading = mapping[field];
    if ('fixed' in reading) return reading.fixed.trim();
    return (cells[headers.indexOf(reading.column)] ?? '').trim();
  };
  return {
    measure: read('measure'),
    part: read('part'),
    area: read('area'),
    month: read('month'),
    count: read('count'),
    source: read('source'),
  };
}
