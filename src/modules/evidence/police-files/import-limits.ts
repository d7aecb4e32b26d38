const mebibyte = 1024 * 1024;

/** What one import may hold at most. More is nearly always an accident or an attack. */
export interface ImportLimits {
  /** Files, those inside archives too. */
  readonly files: number;
  /** Units of replacement: what a force reported for a month. */
  readonly units: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  /** Bytes of one file, unpacked. */
  readonly bytesOfFile: number;
}

/** Fifteen years of one force, or three of them all, are well within these. */
export const usualLimits: ImportLimits = {
  files: 5_000,
  units: 2_000,
  bytes: 8 * 1024 * mebibyte,
  bytesOfFile: 2 * 1024 * mebibyte,
};

/** How many times its packed size a file may unpack to, once it is large enough to matter. */
const highestRatio = 100;
const ratioMattersFrom = mebibyte;

/** Whether so many bytes are more than any honest file of this packed size holds. */
export function isTooDense(bytes: number, packedBytes: number): boolean {
  return bytes > ratioMattersFrom && bytes > packedBytes * highestRatio;
}

/** Counts the bytes of all files of an import together. */
export interface ByteAllowance {
  /** False when the bytes are more than are left. */
  take(bytes: number): boolean;
}

export function openAllowance(bytes: number): ByteAllowance {
  let left = bytes;
  return {
    take(some) {
      left -= some;
      return left >= 0;
    },
  };
}
