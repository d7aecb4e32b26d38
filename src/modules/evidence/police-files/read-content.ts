import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { findCompression, isZip, type Compression } from './file-opening.ts';

const chunkBytes = 256 * 1024;

/** The first bytes of the file as they are on the disk, and whether it is packed. */
export async function readFileHead(
  path: string,
): Promise<{ compression: Compression; isZip: boolean; bytes: number }> {
  const handle = await open(path, 'r');
  try {
    const head = Buffer.alloc(2);
    const { bytesRead } = await handle.read(head, 0, 2, 0);
    return {
      compression: findCompression(head.subarray(0, bytesRead)),
      isZip: isZip(head.subarray(0, bytesRead)),
      bytes: (await handle.stat()).size,
    };
  } finally {
    await handle.close();
  }
}

/** The content of the file in chunks, unpacked if it is packed. Throws what reading or unpacking throws. */
export async function* readContent(
  path: string,
  compression: Compression,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: chunkBytes, ...(signal && { signal }) });
  if (compression === 'none') {
    yield* source as AsyncIterable<Buffer>;
    return;
  }
  const unpacked = createGunzip({ chunkSize: chunkBytes });
  const flowing = pipeline(source, unpacked);
  // A failure reaches whoever reads the chunks; here it only must not go unhandled.
  flowing.catch(() => undefined);
  try {
    yield* unpacked as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}
