/** What a pass over the bytes of a CSV file found. */
export interface RecordScan {
  /** Records with something in them, the header included. */
  readonly records: number;
  readonly blankLines: number;
  readonly lineBreaks: 'unix' | 'windows' | 'mixed';
  /** Nothing in the file that two CSV readers might take differently. */
  readonly plain: boolean;
  /** Whether the n-th record begins on line n. */
  readonly linePerRecord: boolean;
  readonly problem: ScanProblem | undefined;
}

export interface ScanProblem {
  readonly code: 'unclosed-quote' | 'record-too-long';
  readonly line: number;
}

export interface RecordScanner {
  push(chunk: Buffer): void;
  finish(): RecordScan;
  /** The line that the next byte is on, from 1. */
  readonly line: number;
}

/** A record longer than this, in bytes, is no row of a police file. */
const longestRecord = 1024 * 1024;
const mostLinesOfRecord = 50;

const comma = 0x2c;
const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

type Place =
  'value-start' | 'unquoted' | 'quoted' | 'after-quote' | 'after-quote-return' | 'broken';

/**
 * Counts the records of a CSV file from its bytes, apart from any other reader, so that the readers can be
 * held to the count. A record that runs over several lines and then does not have the right number of
 * values began with a quotation mark that was never closed.
 */
export function openRecordScanner(columns: number): RecordScanner {
  let place: Place = 'value-start';
  let line = 1;
  let records = 0;
  let blankLines = 0;
  let unixBreaks = 0;
  let windowsBreaks = 0;
  let plain = true;
  let linePerRecord = true;
  let isLineLost = false;
  let problem: ScanProblem | undefined;
  let previous = 0;
  let recordBytes = 0;
  let recordCommas = 0;
  let recordLines = 1;
  let quoteLine = 1;

  const endRecord = (broken: boolean) => {
    if (recordLines > 1 && (broken || recordCommas + 1 !== columns)) {
      problem ??= { code: 'unclosed-quote', line: quoteLine };
    }
    const blank = recordBytes === 0 || (recordBytes === 1 && previous === carriageReturn);
    if (blank) blankLines += 1;
    else {
      records += 1;
      // Blank lines at the end come before no record, so they do no harm.
      if (isLineLost) linePerRecord = false;
      // Some readers pass over a blank value too many at the end of a row.
      if (recordCommas + 1 !== columns) plain = false;
    }
    isLineLost ||= blank || recordLines > 1;
    place = 'value-start';
    recordBytes = 0;
    recordCommas = 0;
    recordLines = 1;
  };

  const step = (byte: number) => {
    if (previous === carriageReturn && byte !== lineFeed) plain = false;
    if (byte === lineFeed) {
      line += 1;
      if (place === 'quoted') {
        recordLines += 1;
        recordBytes += 1;
        if (recordLines > mostLinesOfRecord)
          problem ??= { code: 'unclosed-quote', line: quoteLine };
      } else {
        if (previous === carriageReturn) windowsBreaks += 1;
        else unixBreaks += 1;
        endRecord(place === 'broken');
      }
    } else {
      recordBytes += 1;
      place = nextPlace(byte);
    }
    previous = byte;
  };

  const nextPlace = (byte: number): Place => {
    switch (place) {
      case 'value-start':
      case 'unquoted':
        if (byte === comma) return countComma();
        if (byte !== quote) return 'unquoted';
        if (place === 'value-start') {
          quoteLine = line;
          return 'quoted';
        }
        plain = false;
        return 'unquoted';
      case 'quoted':
        return byte === quote ? 'after-quote' : 'quoted';
      case 'after-quote':
        if (byte === quote) return 'quoted';
        if (byte === comma) return countComma();
        if (byte === carriageReturn) return 'after-quote-return';
        plain = false;
        return 'broken';
      case 'after-quote-return':
      case 'broken':
        plain = false;
        return 'broken';
      default:
        return place satisfies never;
    }
  };

  const countComma = (): Place => {
    recordCommas += 1;
    return 'value-start';
  };

  /** The usual case: no quotation mark and no carriage return, so only commas and line feeds matter. */
  const stepOverLines = (chunk: Buffer) => {
    let from = 0;
    let commas = recordCommas;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === comma) commas += 1;
      if (byte !== lineFeed) continue;
      recordBytes += at - from;
      recordCommas = commas;
      if (recordBytes > longestRecord) problem ??= { code: 'record-too-long', line };
      endRecord(false);
      line += 1;
      unixBreaks += 1;
      commas = 0;
      from = at + 1;
    }
    recordBytes += chunk.length - from;
    recordCommas = commas;
    previous = chunk[chunk.length - 1] ?? previous;
    if (from < chunk.length) place = previous === comma ? 'value-start' : 'unquoted';
  };

  return {
    get line() {
      return line;
    },
    push(chunk) {
      if (problem) return;
      const simple =
        (place === 'value-start' || place === 'unquoted') &&
        recordLines === 1 &&
        previous !== carriageReturn &&
        !chunk.includes(quote) &&
        !chunk.includes(carriageReturn);
      if (simple) stepOverLines(chunk);
      else for (const byte of chunk) step(byte);
      if (recordBytes > longestRecord) problem ??= { code: 'record-too-long', line };
    },
    finish() {
      if (place === 'quoted') problem ??= { code: 'unclosed-quote', line: quoteLine };
      if (previous === carriageReturn) plain = false;
      if (recordBytes > 0) endRecord(place === 'broken');
      const mixed = unixBreaks > 0 && windowsBreaks > 0;
      return {
        records,
        blankLines,
        lineBreaks: mixed ? 'mixed' : windowsBreaks > 0 ? 'windows' : 'unix',
        plain: plain && !mixed,
        linePerRecord,
        problem,
      };
    },
  };
}
