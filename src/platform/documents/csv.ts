import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

export type CsvCell = string | number | null;

/** A table as CSV in UTF-8. Text that a spreadsheet would run as a formula is made harmless. */
export function toCsv(headings: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([headings, ...rows], { bom: true, escape_formulas: true });
}

/** Sends a table as a file to keep; `name` is without its ending. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  headings: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store')
    .send(toCsv(headings, rows));
}
