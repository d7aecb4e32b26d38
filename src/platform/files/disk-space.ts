import { statfs } from 'node:fs/promises';

/** Bytes of the disk that holds a folder, and those of them that an ordinary account may still use. */
export type DiskSpace = { size: number; free: number };

const gibibyte = 1024 ** 3;

/** Part of a disk, and what is enough on a large one, that uploads leave to the database and the trace. */
const reserve = { part: 0.15, atMost: 2 * gibibyte };

export async function readDiskSpace(folder: string): Promise<DiskSpace> {
  const { blocks, bavail, bsize } = await statfs(folder);
  return { size: blocks * bsize, free: bavail * bsize };
}

/** Whether so little is left that uploads have to stop, so that everything else can go on. */
export function isNearlyFull({ size, free }: DiskSpace): boolean {
  return free < Math.min(reserve.part * size, reserve.atMost);
}
