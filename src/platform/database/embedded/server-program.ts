import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Account } from './unprivileged-account.ts';

/** How a program of PostgreSQL is run: under which account, in which folder, ended how when we die. */
type RunOptions = {
  readonly account: Account | undefined;
  readonly cwd: string;
  readonly stdio: StdioOptions;
  readonly whenParentDies: 'INT' | 'KILL';
};

/** Starts a program of PostgreSQL, outside our process group so that a Ctrl-C reaches only the service. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: RunOptions,
): ChildProcess {
  const { account, cwd, stdio, whenParentDies } = options;
  const follower = findFollower();
  const [program, programArguments] = follower
    ? [follower, ['--pdeathsig', whenParentDies, '--', file, ...args]]
    : [file, [...args]];
  return spawn(program, programArguments, {
    cwd,
    stdio,
    detached: true,
    env: programEnvironment(),
    ...(account && { uid: account.uid, gid: account.gid }),
  });
}

/** Nothing of PostgreSQL's own settings (PGDATA and so on) leaks in, and messages are in English. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };
}

let follower: string | false | undefined;

// setpriv of util-linux lets a program be told when its parent dies; busybox's does not know how.
function findFollower(): string | false {
  follower ??=
    process.platform === 'linux' &&
    (['/usr/bin/setpriv', '/bin/setpriv'].find(
      (path) =>
        existsSync(path) &&
        spawnSync(path, ['--pdeathsig', 'INT', '--', '/bin/sh', '-c', ':']).status === 0,
    ) ??
      false);
  return follower;
}
