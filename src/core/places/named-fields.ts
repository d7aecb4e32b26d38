import { AreaFileProblem, inShort } from './area-file-problem.ts';

const mostNamed = 30;

/** Refuses a file that lacks a field the caller named, and says which fields there are. */
export function refuseMissingFields(
  file: string,
  present: readonly string[],
  wanted: readonly string[],
): void {
  const missing = wanted.find((field) => !present.includes(field));
  if (missing !== undefined) {
    const shown = present.slice(0, mostNamed).map(inShort).join(', ');
    const toDo = `The fields are ${shown}. Name one of them, with the same capital letters.`;
    throw new AreaFileProblem(file, '', `There is no field “${inShort(missing)}”.`, toDo);
  }
  const twice = wanted.find((field) => present.indexOf(field) !== present.lastIndexOf(field));
  if (twice !== undefined) {
    const toDo = 'Rename one of them and load the file again.';
    throw new AreaFileProblem(file, '', `Two fields are called “${inShort(twice)}”.`, toDo);
  }
}
