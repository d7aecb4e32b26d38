/** What a step came to. A plain check counts as one; a run of tests counts each test. */
export type StepResult = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly output: string;
};

export type Step = { readonly name: string; run(): Promise<StepResult> };

/** The result of a check that either holds or does not. */
export function resultOfCheck(succeeded: boolean, output: string): StepResult {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, output };
}

/** One line for a finished step, with the time it took in milliseconds. */
export function stepLine(name: string, result: StepResult, milliseconds: number): string {
  const { passed, failed, skipped } = result;
  const verdict = failed === 0 ? 'ok' : 'failed';
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  const isMany = passed + failed + skipped > 1;
  const counts = [
    ...(isMany ? [`${passed} passed`] : []),
    ...(isMany && failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return [name.padEnd(22), verdict.padEnd(7), time.padStart(8), ` ${counts.join(', ')}`]
    .join(' ')
    .trimEnd();
}

/** The last line of a run: every test and every check, counted. */
export function lastLine(results: readonly StepResult[]): string {
  const total = (of: 'passed' | 'failed'): number =>
    results.reduce((sum, result) => sum + result[of], 0);
  return `${total('passed')} passed, ${total('failed')} failed`;
}

/** What tests said about not having run, or what a search came to: nobody should have to go and look for it. */
export function listSpokenLines(output: string): string[] {
  return output.split('\n').filter((line) => /^(Skipped|Searched): /.test(line));
}
