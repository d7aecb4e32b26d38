import { relative, sep } from 'node:path';
import {
  problemInWords,
  sortProblems,
  type FileProblem,
} from '#platform/checked-files/file-problem.ts';

/** The profile cannot be used. The message has one line for each problem: file, line and what is wrong. */
export class ProfileProblems extends Error {
  readonly problems: readonly FileProblem[];

  constructor(folder: string, problems: readonly FileProblem[]) {
    const sorted = sortProblems(problems);
    const shown = shortest(folder).split(sep).join('/');
    super(sorted.map((problem) => `${shown}/${problemInWords(problem)}`).join('\n'));
    this.name = 'ProfileProblems';
    this.problems = sorted;
  }
}

/** The folder as seen from where the command was given, when it lies below. */
function shortest(folder: string): string {
  const below = relative(process.cwd(), folder);
  return below === '' || below.startsWith('..') ? folder : below;
}
