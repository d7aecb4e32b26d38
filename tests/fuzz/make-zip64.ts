import { crc32, deflateRawSync } from 'node:zlib';

/** A zip64 archive, as programs write it when they do not know beforehand how large it gets. */
export function makeZip64(contents: readonly { name: string; content: Buffer }[]): Buffer {
  const pieces: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content } of contents) {
    const packed = deflateRawSync(content);
    const path = Buffer.from(name);
    const fixed = (extra: number) =>
      bytes(
        [45, 2],
        [0x800, 2],
        [8, 2],
        [0, 4],
        [crc32(content), 4],
        [0xffffffff, 4],
        [0xffffffff, 4],
        [path.length, 2],
        [extra, 2],
      );
    const sizes = bytes([content.length, 8], [packed.length, 8]);
    const local = Buffer.concat([
      bytes([0x04034b50, 4]),
      fixed(20),
      path,
      bytes([1, 2], [16, 2]),
      sizes,
      packed,
    ]);
    const place = bytes([0, 2], [0, 2], [0, 2], [(0o100644 << 16) >>> 0, 4], [0xffffffff, 4]);
    listed.push(
      bytes([0x02014b50, 4], [45, 2]),
      fixed(28),
      place,
      path,
      bytes([1, 2], [24, 2]),
      sizes,
      bytes([at, 8]),
    );
    pieces.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(listed);
  const many = contents.length;
  const end = bytes(
    [0x06064b50, 4],
    [44, 8],
    [45, 2],
    [45, 2],
    [0, 4],
    [0, 4],
    [many, 8],
    [many, 8],
    [directory.length, 8],
    [at, 8],
  );
  const locator = bytes([0x07064b50, 4], [0, 4], [at + directory.length, 8], [1, 4]);
  const usualEnd = bytes(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [0xffff, 2],
    [0xffff, 2],
    [0xffffffff, 4],
    [0xffffffff, 4],
    [0, 2],
  );
  return Buffer.concat([...pieces, directory, end, locator, usualEnd]);
}

/** Numbers in so many bytes each, the lowest byte first. */
function bytes(...fields: readonly (readonly [value: number, length: number])[]): Buffer {
  const whole = fields.map(([value, length]) => {
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(BigInt(value));
    return field.subarray(0, length);
  });
  return Buffer.concat(whole);
}
