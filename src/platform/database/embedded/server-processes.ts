import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProcessBirth } from './process-birth.ts';
import { StartProblem } from './start-problem.ts';

/** The process that the cluster's own pid file names, running or not. */
export function findPostmaster(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Running PostgreSQL processes that work in this folder; nobody else's, whatever the pid file says. */
export function listServerProcesses(cluster: string): number[] {
  return process.platform === 'linux' ? listFromProc(cluster) : listFromPs(cluster);
}

function listFromProc(cluster: string): number[] {
  const folder = statSync(cluster, { throwIfNoEntry: false });
  if (folder === undefined) return [];
  const worksHere = (pid: number): boolean => {
    try {
      const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(' (deleted)', '');
      if (program !== 'postgres' && program !== 'initdb') return false;
      const place = statSync(`/proc/${pid}/cwd`);
      return place.ino === folder.ino && place.dev === folder.dev;
    } catch {
      return false; // gone in the meantime, or another account's
    }
  };
  const pids = readdirSync('/proc').map(Number).filter(Number.isSafeInteger);
  return pids.filter((pid) => worksHere(pid) && findProcessBirth(pid) !== undefined);
}

function listFromPs(cluster: string): number[] {
  const pid = findPostmaster(cluster);
  if (pid === undefined || findProcessBirth(pid) === undefined) return [];
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
  }).stdout;
  return command.includes('postgres') && command.includes(cluster) ? [pid] : [];
}

/** Stops every PostgreSQL process of this folder: politely, then firmly. True when there was one. */
export async function endServerProcesses(cluster: string): Promise<boolean> {
  if (listServerProcesses(cluster).length === 0) return false;
  const postmaster = findPostmaster(cluster);
  const steps: { signal: NodeJS.Signals; milliseconds: number; postmasterOnly: boolean }[] = [
    { signal: 'SIGINT', milliseconds: 20_000, postmasterOnly: true },
    { signal: 'SIGQUIT', milliseconds: 3000, postmasterOnly: false },
    { signal: 'SIGKILL', milliseconds: 10_000, postmasterOnly: false },
  ];
  for (const step of steps) {
    const running = listServerProcesses(cluster);
    const told = step.postmasterOnly ? running.filter((pid) => pid === postmaster) : running;
    for (const pid of told) sendSignal(pid, step.signal);
    // Without their postmaster the others end by themselves, most within moments.
    const patience = step.postmasterOnly && told.length === 0 ? 1000 : step.milliseconds;
    if (await allEnd(cluster, patience)) return true;
  }
  const left = listServerProcesses(cluster).join(', ');
  throw new StartProblem(
    `An old PostgreSQL is still working in ${cluster} and does not stop (process ${left}).`,
    `Stop it by hand (kill -9 ${left.replaceAll(',', '')}), then start again.`,
  );
}

/** Ends at once whatever still writes in a folder that is about to be thrown away. */
export async function killServerProcesses(folder: string): Promise<void> {
  for (const pid of listServerProcesses(folder)) sendSignal(pid, 'SIGKILL');
  await allEnd(folder, 5000);
}

/** Sends a signal; a process that has already ended is no failure. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended first, which is what the signal was for.
  }
}

async function allEnd(folder: string, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (listServerProcesses(folder).length > 0) {
    if (performance.now() > deadline) return false;
    await pause(20);
  }
  return true;
}
