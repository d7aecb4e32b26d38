import type { Random } from './random.ts';

const nastyBytes = [0, 9, 10, 13, 0x22, 0x2c, 0x3b, 0x3c, 0x7f, 0x80, 0xc3, 0xed, 0xf4, 0xff];

/** A copy of the bytes with one to four of them or of their stretches changed. */
export function damageBytes(random: Random, bytes: Buffer): Buffer {
  let damaged: Buffer = Buffer.from(bytes);
  const changes = 1 + random.int(4);
  for (let change = 0; change < changes; change += 1) damaged = damageOnce(random, damaged);
  return damaged;
}

function damageOnce(random: Random, bytes: Buffer): Buffer {
  const at = random.int(bytes.length + 1);
  const length = 1 + random.int(Math.min(64, bytes.length + 1));
  const stretch = bytes.subarray(at, at + length);
  const around = (inside: Buffer, skip = 0): Buffer =>
    Buffer.concat([bytes.subarray(0, at), inside, bytes.subarray(at + skip)]);
  switch (random.int(8)) {
    case 0:
      return around(Buffer.from([random.pick([0, ...nastyBytes])]), 1);
    case 1:
      return around(Buffer.from([(bytes[at] ?? 0) ^ (1 << random.int(8))]), 1);
    case 2:
      return around(Buffer.from([random.pick([0, ...nastyBytes])]));
    case 3:
      return around(Buffer.alloc(0), length);
    case 4:
      return around(Buffer.concat([stretch, stretch]), length);
    case 5:
      return Buffer.concat([
        around(Buffer.alloc(0), length),
        stretch,
        bytes.subarray(0, random.int(8)),
      ]);
    case 6:
      return Buffer.from(bytes.subarray(0, at));
    default: {
      const other = random.int(bytes.length + 1);
      return around(Buffer.from(bytes.subarray(other, other + length)), length);
    }
  }
}
