import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction, constants } from 'node:vm';
import { projectRoot } from '#platform/project-root.ts';

export type Verdict = { code: number; words: string };

// The very file that partners copy; thousands of runs of it as programs of their own would take too long.
const text = readFileSync(join(projectRoot, 'bin/audit-verify'), 'utf8').replace(/^#!/, '//');
const program = compileFunction(text, ['process'], {
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});

/** Runs bin/audit-verify with these words, and tells what it said and how it ended. */
export function runAuditVerify(...words: readonly string[]): Promise<Verdict> {
  return new Promise((resolve) => {
    let said = '';
    const output = { write: (part: string) => (said += part) };
    program({
      argv: ['node', 'audit-verify', ...words],
      stdout: output,
      stderr: output,
      set exitCode(code: number) {
        resolve({ code, words: said });
      },
    });
  });
}
