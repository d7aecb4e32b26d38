/**
 * A file of areas that cannot be used: a set with holes would be worse than none, so the whole load is
 * refused. The message says where it is, what is wrong and what to do.
 */
export class AreaFileProblem extends Error {
  /** `place` is "line 12" or "feature 7"; blank when it is the file as a whole. */
  constructor(file: string, place: string, sentence: string, whatToDo: string) {
    const where = place === '' ? file : `${file}, ${place}`;
    super(`${where}: ${sentence} ${whatToDo}`);
  }
}

/** At most so many characters of something from a file, on one line, for a message. */
export function inShort(text: string): string {
  const plain = text.replaceAll(/\p{Cc}/gu, ' ');
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
}
