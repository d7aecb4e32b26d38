import { isUtf8 } from 'node:buffer';

/** Checks UTF-8 chunk by chunk; a character may straddle two chunks. */
export interface Utf8Check {
  /** False as soon as something is not UTF-8. */
  push(chunk: Buffer): boolean;
  /** False when the file stops in the middle of a character. */
  finish(): boolean;
}

/** Opens a check that holds at most three bytes between chunks. */
export function openUtf8Check(): Utf8Check {
  let carried: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const whole = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
      const end = whole.length - countUnfinished(whole);
      carried = Buffer.from(whole.subarray(end));
      return isUtf8(whole.subarray(0, end));
    },
    finish: () => carried.length === 0,
  };
}

/** How many bytes at the end begin a character that is not complete. */
function countUnfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < countCharacterBytes(byte) ? back : 0;
  }
  return 0;
}

function countCharacterBytes(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
