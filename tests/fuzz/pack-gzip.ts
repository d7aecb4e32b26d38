import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import type { Random } from './random.ts';

/** Packed bytes, and the content they honestly hold; undefined when they must be refused. */
export type Packed = { bytes: Buffer; content: Buffer | undefined };

/** Packs a file as gzip: honestly, oddly, cut short, with something behind it, or with a lie in it. */
export function packGzip(random: Random, content: Buffer): Packed {
  const half = Math.floor(content.length / 2);
  const whole = gzipSync(content);
  switch (random.int(9)) {
    case 0:
      return { bytes: whole.subarray(0, 2 + random.int(whole.length - 2)), content: undefined };
    case 1: {
      const members = [content.subarray(0, half), content.subarray(half)].map((part) =>
        gzipSync(part),
      );
      return { bytes: Buffer.concat(members), content };
    }
    case 2: {
      const rubbish = random.pick([
        'rubbish',
        '\u001f',
        'PK\u0003\u0004',
        '\n',
        'Crime ID,Month\n',
      ]);
      return { bytes: Buffer.concat([whole, Buffer.from(rubbish)]), content: undefined };
    }
    case 3: {
      const lying = Buffer.from(whole);
      const at = random.pick([lying.length - 8, lying.length - 4]);
      lying.writeUInt32LE((lying.readUInt32LE(at) + 1 + random.int(99)) >>> 0, at);
      return { bytes: lying, content: undefined };
    }
    case 4:
      return { bytes: withHeaderFields(random, content), content };
    case 5: {
      const size = 1_100_000 + random.int(200_000);
      return {
        bytes: gzipSync(Buffer.concat([content, Buffer.alloc(size, 'x,')])),
        content: undefined,
      };
    }
    default:
      return { bytes: whole, content };
  }
}

/** With the fields that few programs write: a name, a comment, extra bytes, a checksum of the header. */
function withHeaderFields(random: Random, content: Buffer): Buffer {
  const flags = random.int(32) & 0b11110;
  const fixed = Buffer.from([0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3]);
  const fields = [
    ...(flags & 4 ? [Buffer.from([4, 0, 0x41, 0x42, 0, 0])] : []),
    ...(flags & 8 ? [Buffer.from('../../name.csv\0', 'latin1')] : []),
    ...(flags & 16 ? [Buffer.from('a comment\0', 'latin1')] : []),
  ];
  const head = Buffer.concat([fixed, ...fields]);
  const check = Buffer.alloc(2);
  check.writeUInt16LE(crc32(head) & 0xffff);
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc32(content), 0);
  end.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, ...(flags & 2 ? [check] : []), deflateRawSync(content), end]);
}
