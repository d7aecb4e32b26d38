import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('writing-service.ts', import.meta.url));
const STARTS_WITHIN = 60_000;

/** What the service found when it was ready: time to start in milliseconds, rows, and the last row's number. */
type Readiness = { readonly ready: number; readonly count: number; readonly last: number };

type Message = Partial<Readiness> & { readonly committed?: number; readonly problem?: string };

/** A writing service in a process of its own. */
export type StartedService = {
  readonly process: ChildProcess;
  /** Rejects when the service ends, or is not ready within a minute. */
  readonly ready: Promise<Readiness>;
  /** Resolves when the process has ended and all it told has been read. */
  readonly ended: Promise<unknown>;
  /** Rows acknowledged so far, and the number of the last; 0 when there was none. */
  acknowledged(): { readonly rows: number; readonly last: number };
};

/** Starts a writing service on a data folder; its temporary files go to another. */
export function startService(dataDirectory: string, temporary: string): StartedService {
  const service = spawn(process.execPath, ['--import', 'tsx', SERVICE, dataDirectory], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: service.stdout });
  const told = { rows: 0, last: 0 };
  const ready = new Promise<Readiness>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(why));
    const patience = setTimeout(
      () => fail('The service did not start in a minute.'),
      STARTS_WITHIN,
    );
    lines.on('line', (line) => {
      const { committed, problem, ready, count = 0, last = 0 } = parseWhole(line);
      if (problem !== undefined) fail(problem);
      if (ready !== undefined) resolve({ ready, count, last });
      if (committed === undefined) return;
      told.rows += 1;
      told.last = committed;
    });
    lines.once('close', () => {
      clearTimeout(patience);
      fail('The service ended before it was ready.');
    });
  });
  ready.catch(() => undefined); // a service killed early is never waited for
  const ended = Promise.all([once(service, 'exit'), once(lines, 'close')]);
  return { process: service, ready, ended, acknowledged: () => ({ ...told }) };
}

// A kill may cut the last line short; what was not told whole was not acknowledged.
function parseWhole(line: string): Message {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return {};
  }
}
