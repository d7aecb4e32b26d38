import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply } from 'fastify';

export type CsvCell = string | number | null;

/** Sends a table too long to hold at once, as it is read. */
export function streamCsv(
  reply: FastifyReply,
  name: string,
  headings: readonly string[],
  parts: AsyncIterable<readonly (readonly CsvCell[])[]>,
): FastifyReply {
  async function* lines(): AsyncGenerator<string> {
    yield toCsv(headings, []);
    for await (const rows of parts) yield stringify(rows.map(makeHarmless));
  }
  return asDownload(reply, name).send(Readable.from(lines()));
}

/** A table as CSV in UTF-8. Text that a spreadsheet would run as a formula is made harmless. */
export function toCsv(headings: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return stringify([headings, ...rows].map(makeHarmless), { bom: true });
}

/**
 * What a spreadsheet takes for the beginning of a formula, the wide forms of East Asia too. Programs differ in
 * what they pass over before it: blanks, quotation marks, characters that cannot be seen.
 */
const formula = /^[\s\p{Cc}\p{Cf}"'‘’“”]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A number of ours is one, whatever its sign. */
function makeHarmless(cells: readonly CsvCell[]): CsvCell[] {
  return cells.map((cell) => (typeof cell === 'string' && formula.test(cell) ? `'${cell}` : cell));
}

/** Sends a table as a file to keep; `name` is without its ending. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  headings: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): FastifyReply {
  return asDownload(reply, name).send(toCsv(headings, rows));
}

function asDownload(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store');
}
