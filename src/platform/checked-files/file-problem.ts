/** Where a value stands in a parsed file: property names and zero-based positions in lists. */
export type FieldPath = readonly PropertyKey[];

/** One thing wrong with a file somebody wrote by hand. `file` is relative to its folder; lines count from 1. */
export type FileProblem = {
  readonly file: string;
  readonly line: number;
  readonly message: string;
};

/** What became of reading a file: its checked value, or every problem found in it. */
export type CheckedFile<Value> = GoodFile<Value> | BadFile;

export type GoodFile<Value> = {
  readonly ok: true;
  readonly file: string;
  readonly value: Value;
  /** The line a value was written on, so that later checks can point at it too. */
  readonly lineOf: (path: FieldPath) => number;
};

export type BadFile = {
  readonly ok: false;
  readonly file: string;
  readonly problems: readonly FileProblem[];
};

/** "areas.yaml line 14: districts[2].population must be a whole number" */
export function problemInWords(problem: FileProblem): string {
  return `${problem.file} line ${problem.line}: ${problem.message}`;
}

/** By file, then line, then words; a problem told twice is kept once. */
export function sortProblems(problems: readonly FileProblem[]): FileProblem[] {
  const once = new Map(problems.map((problem) => [problemInWords(problem), problem]));
  return [...once.values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file, 'en') ||
      a.line - b.line ||
      a.message.localeCompare(b.message, 'en'),
  );
}
