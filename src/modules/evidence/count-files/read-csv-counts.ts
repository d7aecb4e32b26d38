import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { refuseFile, type CountFileRefusalCode } from './count-file-rules.ts';
import { mostRows, type TableRow } from './count-table.ts';
import { makeTable, type ReadTable } from './make-table.ts';

/** Characters of one row. More is a quotation mark that was never closed, or lines without their ends. */
const longestRow = 100_000;

type Parsed = { record: string[]; raw: string };

const separators = { ',': undefined, ';': 'semicolons', '\t': 'tabs' } as const;
type Separator = keyof typeof separators;

/** Reads a CSV file, given whole, as texts. Every fault of the file is a refusal and never thrown. */
export async function readCsvCounts(content: Buffer): Promise<ReadTable> {
  const refuse = (code: CountFileRefusalCode): ReadTable => ({
    ok: false,
    refusal: refuseFile(code),
  });
  if (content.length === 0) return refuse('empty');
  if (/^(fffe|feff)/.test(content.subarray(0, 2).toString('hex'))) return refuse('utf-16');
  if (content.includes(0)) return refuse('nul-character');
  if (!isUtf8(content)) return refuse('not-utf-8');
  const whole = content.toString('utf8');
  const hasMark = whole.startsWith('\uFEFF');
  const text = hasMark ? whole.slice(1) : whole;
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return refuse('html');
  const separator = findSeparator(text);
  const named = separators[separator];
  const notes = [
    ...(hasMark ? ['It begins with a byte order mark, which was passed over.'] : []),
    ...(named === undefined ? [] : [`Its values are separated by ${named}.`]),
  ];
  try {
    const rows: Omit<TableRow, 'isRagged'>[] = [];
    for await (const row of readRows(content.subarray(hasMark ? 3 : 0), separator)) {
      rows.push(row);
      if (rows.length > mostRows + 1) return refuse('rows-too-many');
    }
    return makeTable(rows, { isSheet: false, notes });
  } catch (problem) {
    if (problem instanceof CsvError)
      return refuse(problem.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'broken-quote');
    throw problem;
  }
}

async function* readRows(
  content: Buffer,
  delimiter: Separator,
): AsyncGenerator<Omit<TableRow, 'isRagged'>> {
  const parser = Readable.from(pieces(content)).pipe(
    parse({
      delimiter,
      // Named, because the parser would take the first line's for that of every line.
      record_delimiter: ['\r\n', '\n', '\r'],
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: longestRow,
    }),
  );
  let next = 1;
  for await (const { record, raw } of parser as AsyncIterable<Parsed>) {
    // Blank lines come with the row that follows them. Outside quotation marks a CR LF comes as a CR alone.
    const blank = /^[\r\n]*/.exec(raw)?.[0].length ?? 0;
    const line = next + blank;
    const written = raw.slice(blank, /[\r\n]/.test(raw.slice(-1)) ? -1 : raw.length);
    next = line + written.split(/\r\n|\n|\r/).length;
    yield { line, cells: record, raw: written };
  }
}

/** In pieces, with a turn for everybody else after each: reading a large file takes seconds. */
async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  const size = 64 * 1024;
  for (let from = 0; from < content.length; from += size) {
    yield content.subarray(from, from + size);
    await letOthersRun();
  }
}

/** What separates the column names: a comma, unless there is none and something else is there. */
function findSeparator(text: string): Separator {
  const blank = /^\s*[\r\n]/.exec(text)?.[0].length ?? 0;
  const [first = ''] = text.slice(blank).split(/[\r\n]/, 1);
  if (first.includes(',')) return ',';
  if (first.includes(';')) return ';';
  return first.includes('\t') ? '\t' : ',';
}
