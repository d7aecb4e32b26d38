import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader } from 'yauzl';

/**
 * Lets an archive be read only within its own bounds: a place outside them, which a damaged or hostile
 * archive may name, is an error for whoever reads and never one that nobody catches.
 */
export class ArchiveReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (problem: Error | null) => void,
  ): void {
    const isWithin = Number.isSafeInteger(position) && position >= 0;
    if (!isWithin || position + length > this.#size) {
      setImmediate(callback, new Error('The archive names a place outside itself.'));
      return;
    }
    this.#handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) =>
        setImmediate(callback, bytesRead === length ? null : new Error('It is cut short.')),
      (problem: Error) => setImmediate(callback, problem),
    );
  }
}
