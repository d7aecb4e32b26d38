import { join } from 'node:path';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import { projectRoot } from '#platform/project-root.ts';
import { readConfig } from './config.ts';
import { startProblemWords } from './start-problem-words.ts';
import { startService } from './start-service.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

const usage = 'Usage: bin/start [--empty]';

try {
  const [option, ...others] = process.argv.slice(2);
  if (others.length > 0 || (option !== undefined && option !== '--empty')) {
    throw new StartProblem(`bin/start does not know "${[option, ...others].join(' ')}".`, usage);
  }
  const running = await startService({
    config: readConfig(process.env),
    empty: option === '--empty',
    assetDirectory: join(projectRoot, 'dist', 'assets'),
    say,
  });
  let stopping = false;
  const stop = (exitCode: number): void => {
    if (stopping) return;
    stopping = true;
    void running.stop().finally(() => process.exit(exitCode));
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  void running.databaseStopped.then(() => {
    if (stopping) return;
    process.stderr.write('The database stopped by itself. Start Breakwater again.\n');
    stop(1);
  });
} catch (problem) {
  process.stderr.write(`${startProblemWords(problem)}\n`);
  process.exit(1);
}
