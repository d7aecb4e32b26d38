import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AreaFileProblem } from './area-file-problem.ts';
import { refuseMissingFields } from './named-fields.ts';
import { readAreaFile, type AreaFile } from './read-area-file.ts';

/** The wanted values of one row, by field name, and where the row ends. */
export type CsvRow = { line: number; values: Readonly<Record<string, string>> };

const longestRow = 100_000;

/**
 * The named fields of every row of a CSV file with a heading, blanks round them removed. Throws
 * AreaFileProblem when a field is not there or a row has more or fewer values than the heading.
 */
export async function* readCsvRows(
  file: AreaFile,
  fields: readonly string[],
): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    // Named, because the parser would take the first line's for that of every line.
    record_delimiter: ['\r\n', '\n', '\r'],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    trim: true,
  });
  const source = Readable.from(readAreaFile(file));
  source.on('error', (problem) => parser.destroy(problem));
  source.pipe(parser);
  let heading: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (heading === undefined) {
        heading = record;
        refuseMissingFields(file.name, heading, fields);
        continue;
      }
      if (record.length !== heading.length) throw ragged(file, info.lines, record, heading);
      yield { line: info.lines, values: pick(record, heading, fields) };
    }
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem;
    throw notCsv(file, problem);
  } finally {
    source.destroy();
    parser.destroy();
  }
}

type ParsedRecord = { record: string[]; info: { lines: number } };

function pick(
  record: readonly string[],
  heading: readonly string[],
  fields: readonly string[],
): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, record[heading.indexOf(field)] ?? '']));
}

function ragged(
  { name }: AreaFile,
  line: number,
  record: readonly string[],
  heading: readonly string[],
): AreaFileProblem {
  const sentence = `The row has ${record.length} values and the heading ${heading.length}.`;
  const toDo = 'Put quotation marks round values that have a comma in them.';
  return new AreaFileProblem(name, `line ${line}`, sentence, toDo);
}

function notCsv({ name }: AreaFile, problem: CsvError): AreaFileProblem {
  const place = `line ${Number(problem['lines'] ?? 1)}`;
  const sentence =
    problem.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'A quotation mark is opened and never closed.'
      : 'It is not written as CSV.';
  return new AreaFileProblem(name, place, sentence, 'Fetch it again, or save it as CSV anew.');
}
