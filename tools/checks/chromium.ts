import { spawnSync } from 'node:child_process';
import { chromiumOptions } from '#tests/journeys/support/chromium.ts';
import { runProgram } from './run-program.ts';
import { resultOfCheck, type StepResult } from './step.ts';

const byHand = [
  'The journeys need Chromium. Install it, and run the tests again:',
  '  Debian or Ubuntu:  sudo apt-get update && sudo apt-get install --yes chromium',
  '',
].join('\n');

/** Makes sure there is a browser for the journeys: Debian's, by apt-get where this account may use it. */
export async function ensureChromium(): Promise<StepResult> {
  if (isThere()) return resultOfCheck(true, '');
  const aptGet = findWayToInstall();
  if (aptGet === undefined) return resultOfCheck(false, byHand);
  const [program = '', ...args] = aptGet;
  const updated = await runProgram(program, [...args, 'update']);
  const installed = await runProgram(program, [
    ...args,
    'install',
    '--yes',
    '--no-install-recommends',
    'chromium',
  ]);
  const output = `${updated.output}${installed.output}`;
  return isThere() ? resultOfCheck(true, output) : resultOfCheck(false, `${output}\n${byHand}`);
}

// The journeys know where to look.
function isThere(): boolean {
  try {
    chromiumOptions();
    return true;
  } catch {
    return false;
  }
}

function findWayToInstall(): string[] | undefined {
  const isPresent = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!isPresent) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const maySudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return maySudo ? ['sudo', '-n', 'apt-get'] : undefined;
}
