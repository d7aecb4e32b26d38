import { join } from 'node:path';

const usage = 'Usage: bin/start [--empty]';
/** npm passes a Ctrl-C on to us a second time at once; a person who presses again waits longer. */
const impatientAfter = 2_000;

// Before anything else is loaded, which takes longer than a person needs to change their mind.
const leaving = listenForTheEnd();
process.exit(await run(leaving));

/** Runs the service until it is told to stop; resolves to the exit code. */
async function run(signal: AbortSignal): Promise<number> {
  const { startProblemWords } = await import('./start-problem-words.ts');
  try {
    const empty = await readEmptiness(process.argv.slice(2));
    const { readConfig } = await import('./config.ts');
    const config = readConfig(process.env);
    const { startService } = await import('./start-service.ts');
    const { projectRoot } = await import('#platform/project-root.ts');
    signal.throwIfAborted();
    const running = await startService({
      config,
      empty,
      assetDirectory: join(projectRoot, 'dist', 'assets'),
      say: (sentence) => void process.stdout.write(`${sentence}\n`),
      signal,
    });
    const told = new Promise<'told'>((resolve) =>
      signal.addEventListener('abort', () => resolve('told')),
    );
    const why = await Promise.race([told, running.databaseStopped.then(() => 'database' as const)]);
    if (why === 'database') {
      process.stderr.write('The database stopped by itself. Start Breakwater again.\n');
    }
    await running.stop();
    return why === 'told' ? 0 : 1;
  } catch (problem) {
    if (signal.aborted) return 0;
    process.stderr.write(`${startProblemWords(problem)}\n`);
    return 1;
  }
}

async function readEmptiness(given: readonly string[]): Promise<boolean> {
  const [option, ...others] = given;
  if (others.length === 0 && (option === undefined || option === '--empty')) {
    return option === '--empty';
  }
  const { StartProblem } = await import('#platform/database/embedded/start-problem.ts');
  throw new StartProblem(`bin/start does not know "${given.join(' ')}".`, usage);
}

/** Aborts when the service is told to stop, also while it starts. Told again later, it ends at once. */
function listenForTheEnd(): AbortSignal {
  const leaving = new AbortController();
  let toldAt: number | undefined;
  const leave = (): void => {
    const now = performance.now();
    toldAt ??= now;
    if (now - toldAt > impatientAfter) process.exit(1);
    leaving.abort();
  };
  process.on('SIGINT', leave);
  process.on('SIGTERM', leave);
  return leaving.signal;
}
