import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runProgram } from './run-program.ts';
import type { StepResult } from './step.ts';

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Runs one of the test projects of vitest.config.ts and counts its tests. */
export async function runTests(project: string): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'breakwater-report-'));
  const file = join(folder, 'report.json');
  try {
    const { succeeded, output } = await runProgram('vitest', [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]);
    return countTests(await readFile(file, 'utf8').catch(() => undefined), succeeded, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Counts the tests of vitest's JSON report. A run that ended badly though no test failed (a file that does
 * not load, an error outside a test), that left no report, or that ran nothing counts one failure.
 */
export function countTests(
  report: string | undefined,
  succeeded: boolean,
  output: string,
): StepResult {
  const counts = readReport(report);
  if (counts === undefined) {
    return { passed: 0, failed: 1, skipped: 0, output: `${output}\nThe tests left no report.\n` };
  }
  const { numPassedTests: passed, numFailedTests: failed } = counts;
  const skipped = counts.numPendingTests + counts.numTodoTests;
  if (passed + failed === 0) {
    return { passed, failed: 1, skipped, output: `${output}\nNo test ran.\n` };
  }
  return { passed, failed: succeeded ? failed : Math.max(failed, 1), skipped, output };
}

function readReport(text: string | undefined): z.infer<typeof Report> | undefined {
  try {
    return Report.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}
