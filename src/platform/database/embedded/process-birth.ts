import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A stamp that tells a process from any other that had or will have the same number, or undefined when
 * no such process is running. A zombie is not running: it holds nothing any more.
 */
export function findProcessBirth(pid: number): string | undefined {
  return process.platform === 'linux' ? findBirthInProc(pid) : findBirthWithPs(pid);
}

function findBirthInProc(pid: number): string | undefined {
  const status = readIfPresent(`/proc/${pid}/stat`);
  if (status === undefined) return undefined;
  // The second field is the program's name in brackets, which may itself hold spaces and brackets.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  const [state, ticks] = [fields[0], fields[19]];
  if (state === undefined || ticks === undefined || 'ZXx'.includes(state)) return undefined;
  return `${bootStamp()}-${ticks}`;
}

function findBirthWithPs(pid: number): string | undefined {
  const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const found = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
    env: environment,
    encoding: 'utf8',
  });
  const [state, ...started] = found.stdout.trim().split(/\s+/);
  if (state === undefined || state === '' || state.startsWith('Z')) return undefined;
  return started.join('-').replaceAll(/[^0-9A-Za-z]/g, '-');
}

// Ticks count from the start of the machine, so the same number may come back after a restart.
function bootStamp(): string {
  return readIfPresent('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? 'boot';
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
