import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '#platform/project-root.ts';

/** What a program came to: everything it said, in the order it said it. */
export type ProgramResult = { readonly succeeded: boolean; readonly output: string };

/** Runs a program in the project's folder, with the project's own commands on its path. */
export async function runProgram(command: string, args: readonly string[]): Promise<ProgramResult> {
  const child = spawn(command, [...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${projectRoot}/node_modules/.bin:${process.env['PATH'] ?? ''}`,
    },
  });
  // Told to stop, we take along what we started; a Ctrl-C reaches it by itself.
  const endWithUs = (): void => {
    child.kill('SIGTERM');
    process.exit(143);
  };
  process.once('SIGTERM', endWithUs);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { succeeded: code === 0, output };
  } catch (problem) {
    return { succeeded: false, output: `${command} cannot be run: ${String(problem)}\n` };
  } finally {
    process.off('SIGTERM', endWithUs);
  }
}
