import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileProblem } from './file-problem.ts';

type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads a UTF-8 text file without its byte order mark; says plainly when it is not one. */
export async function readText(folder: string, file: string): Promise<ReadText> {
  const refuse = (line: number, message: string): ReadText => ({
    ok: false,
    problems: [{ file, line, message }],
  });
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, file));
  } catch (error) {
    return refuse(1, whyUnreadable(error));
  }
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return refuse(1, 'is saved as UTF-16; save it again as UTF-8');
  const zero = bytes.indexOf(0);
  if (zero !== -1) return refuse(lineAt(bytes, zero), 'holds a zero byte, so it is not plain text');
  const broken = firstUndecodableByte(bytes);
  if (broken !== undefined)
    return refuse(lineAt(bytes, broken), 'holds a character that is not UTF-8; save it as UTF-8');
  const text = new TextDecoder('utf-8').decode(bytes);
  return { ok: true, text: text.replaceAll('\r\n', '\n') };
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'is missing';
  if (code === 'EISDIR') return 'is a folder, not a file';
  if (code === 'EACCES') return 'may not be read by this account';
  return 'could not be read';
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function lineAt(bytes: Buffer, position: number): number {
  let line = 1;
  for (const byte of bytes.subarray(0, position)) if (byte === 0x0a) line += 1;
  return line;
}

/** The start of the first line that cannot be decoded: a newline never stands inside a UTF-8 character. */
function firstUndecodableByte(bytes: Buffer): number | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return start;
    }
    start = end;
  }
  return undefined;
}
