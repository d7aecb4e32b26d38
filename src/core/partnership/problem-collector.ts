import type {
  CheckedFile,
  FieldPath,
  FileProblem,
  GoodFile,
} from '#platform/checked-files/file-problem.ts';

/** Gathers what is wrong across files, so that a person mends everything in one go. */
export type ProblemCollector = {
  readonly problems: FileProblem[];
  /** Passes a good file on; keeps the problems of a bad one. */
  keep<Value>(read: CheckedFile<Value>): GoodFile<Value> | undefined;
  /** Records that a value of a good file does not fit the others. */
  say(file: GoodFile<unknown>, path: FieldPath, message: string): void;
};

export function collectProblems(): ProblemCollector {
  const problems: FileProblem[] = [];
  return {
    problems,
    keep(read) {
      if (read.ok) return read;
      problems.push(...read.problems);
      return undefined;
    },
    say(file, path, message) {
      problems.push({ file: file.file, line: file.lineOf(path), message });
    },
  };
}

/** Says so for each id that an earlier entry of the same list already has. */
export function checkIdsUnique(
  collector: ProblemCollector,
  file: GoodFile<unknown>,
  path: FieldPath,
  entries: readonly { readonly id: string }[],
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of entries.entries()) {
    if (seen.has(id)) collector.say(file, [...path, index, 'id'], `the id ${id} is used twice`);
    seen.add(id);
  }
}
