import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AreaFileProblem } from './area-file-problem.ts';

/** Where the content is, and what its sender called it. */
export type AreaFile = { name: string; path: string };

/** Bytes of content that one file may hold: several times the finest published boundaries. */
const mostBytes = 1024 * 1024 * 1024;
/** Packed content may be so many times larger than its file. */
const largestRatio = 100;
/** Below this many bytes the ratio says nothing. */
const ratioCounts = 1024 * 1024;

/**
 * The text of a UTF-8 file in pieces, unpacked if it is gzip, without its byte order mark. Holds one
 * piece at a time. Throws AreaFileProblem when it is something else, damaged or too large.
 */
export async function* readAreaFile({ name, path }: AreaFile): AsyncGenerator<string> {
  const { head, size } = await readHead(path);
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  try {
    for await (const chunk of isPacked ? unpacked(path) : plain(path)) {
      if (bytes === 0) refuseOtherContent(name, chunk);
      bytes += chunk.length;
      if (bytes > mostBytes || (isPacked && bytes > ratioCounts && bytes > size * largestRatio)) {
        throw new AreaFileProblem(name, '', 'The content is too large.', 'Load a smaller file.');
      }
      const text = decoder.decode(chunk, { stream: true });
      if (text.includes('\0')) throw notText(name);
      yield text;
    }
    decoder.decode();
  } catch (problem) {
    if (problem instanceof TypeError) throw notText(name);
    if (isGzipProblem(problem)) {
      throw new AreaFileProblem(name, '', 'It is damaged or cut short.', 'Fetch it again.');
    }
    throw problem;
  }
  if (bytes === 0) throw new AreaFileProblem(name, '', 'It is empty.', 'Fetch it again.');
}

async function readHead(path: string): Promise<{ head: Buffer; size: number }> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(2);
    await handle.read(head, 0, 2, 0);
    return { head, size: (await handle.stat()).size };
  } finally {
    await handle.close();
  }
}

async function* plain(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>;
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const source = createReadStream(path);
  const content = createGunzip({ chunkSize: 256 * 1024 });
  const flowing = pipeline(source, content);
  // A failure reaches whoever reads the chunks; here it only must not go unhandled.
  flowing.catch(() => undefined);
  try {
    yield* content as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    content.destroy();
  }
}

function refuseOtherContent(name: string, chunk: Buffer): void {
  const start = chunk.subarray(0, 64).toString('latin1');
  if (start.startsWith('PK')) {
    const toDo = 'Unpack it, or save the sheet as CSV, and load what is inside.';
    throw new AreaFileProblem(name, '', 'It is a zip file or a spreadsheet.', toDo);
  }
  if (/^(\u00ef\u00bb\u00bf)?\s*</.test(start)) {
    const toDo = 'Download the file itself.';
    throw new AreaFileProblem(name, '', 'It is a web page.', toDo);
  }
}

function notText(name: string): AreaFileProblem {
  const toDo = 'Save it as GeoJSON or CSV in UTF-8 and load it again.';
  return new AreaFileProblem(name, '', 'It is not text in UTF-8.', toDo);
}

function isGzipProblem(problem: unknown): boolean {
  const code = problem instanceof Error ? (problem as NodeJS.ErrnoException).code : undefined;
  return code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR';
}
