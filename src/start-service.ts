import { createServer } from 'node:net';
import { seedPeople } from '#core/demonstration/seed-people.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import { startJobRunner } from '#platform/jobs/job-runner.ts';
import { makeApp, modules } from './app.ts';
import type { Config } from './config.ts';
import { openService } from './open-service.ts';

const start = { kind: 'system', name: 'start' } as const;

export type RunningService = {
  address: string;
  /** Resolves when the embedded server ends, whoever ended it; never with DATABASE_URL. */
  databaseStopped: Promise<void>;
  stop(): Promise<void>;
};

/** Opens everything, seeds the demonstration, starts web and jobs, and says what to try first. */
export async function startService(options: {
  config: Config;
  empty: boolean;
  assetDirectory: string;
  say: (sentence: string) => void;
}): Promise<RunningService> {
  const { config, say, assetDirectory } = options;
  await assertPortIsFree(config.port, config.host);
  const { service, postgres, close } = await openService({ ...options, ifRunning: 'refuse' });
  const closing = [close];
  const stop = async (): Promise<void> => {
    for (const step of closing.reverse()) await step();
  };
  try {
    if (service.demonstration !== undefined) {
      await seedPeople(service, { principal: start }, service.demonstration.cast.people);
      for (const { seedDemonstration } of modules) await seedDemonstration?.(service);
    }
    const jobs = await startJobRunner({
      ...service,
      tasks: modules.flatMap(({ tasks }) => tasks?.(service) ?? []),
      alone: postgres !== undefined,
    });
    closing.push(() => jobs.stop());
    const app = await makeApp(service, assetDirectory);
    closing.push(() => app.close());
    await app.listen({ port: config.port, host: config.host });
    const listening = app.server.address();
    const port = typeof listening === 'object' && listening !== null ? listening.port : config.port;
    const address = config.publicAddress ?? `http://${config.host}:${port}`;
    say(`Breakwater is ready: ${address}`);
    for (const sentence of firstThingsToTry(service.demonstration !== undefined, address)) {
      say(sentence);
    }
    return { address, databaseStopped: postgres?.stopped ?? new Promise(() => undefined), stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

function firstThingsToTry(isDemonstration: boolean, address: string): string[] {
  if (isDemonstration) {
    return [
      `  Take the guided walk:   ${address}/demonstration`,
      `  Enter as the analyst:   ${address}/sign-in`,
      '  Stop it with Ctrl-C. Everything stays for the next start.',
    ];
  }
  return [
    '  Add the first person:   bin/breakwater user create --email E --agency A --role administrator',
    '  Stop it with Ctrl-C.',
  ];
}

/** Finds out before a long first start, not after it. */
async function assertPortIsFree(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (problem: NodeJS.ErrnoException) =>
      reject(portProblem(problem, port, host)),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portProblem(problem: NodeJS.ErrnoException, port: number, host: string): Error {
  if (problem.code === 'EADDRINUSE') {
    return new StartProblem(
      `Port ${port} is taken by another program.`,
      'Choose another with PORT, for example: PORT=3001 npm start',
    );
  }
  if (problem.code === 'EACCES') {
    return new StartProblem(
      `This account may not use port ${port}.`,
      'Choose one above 1023 with PORT, for example: PORT=3000 npm start',
    );
  }
  return new StartProblem(
    `The service cannot listen on ${host} port ${port} (${problem.code ?? problem.message}).`,
    'Check HOST and PORT. HOST is an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  );
}
