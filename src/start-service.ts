import type { FastifyInstance } from 'fastify';
import { setAddress } from '#core/installation/installation-store.ts';
import { seedPeople } from '#core/demonstration/seed-people.ts';
import { seedCorrections } from '#core/demonstration/seed-corrections.ts';
import { seedPersonRecords } from '#core/demonstration/seed-person-records.ts';
import { readOrMakeSealKey } from '#core/audit/seal-key.ts';
import { startSealer, witnessesFrom } from '#core/audit/sealer.ts';
import { clearExpired } from '#core/housekeeping/clear-expired.ts';
import { remindOfReviews } from '#core/person-records/break-glass/review-glass.ts';
import { endDueAccess } from '#core/users/end-due-access.ts';
import { startJobRunner } from '#platform/jobs/job-runner.ts';
import { repeat } from '#platform/jobs/repeat.ts';
import { makeTransport } from '#platform/mail/mail-settings.ts';
import { startMailDelivery } from '#platform/mail/start-mail-delivery.ts';
import { makeApp, modules } from './app.ts';
import { closeAll, type Closing } from './close-all.ts';
import type { Config } from './config.ts';
import { expectedAddress } from './expected-address.ts';
import { openService } from './open-service.ts';
import { assertPortIsFree, portProblem } from './port-problem.ts';

/** Milliseconds that a request may still take after the service was told to stop. */
const answersMayTake = 5_000;

const everyHour = 3_600_000;
const everyMinute = 60_000;

const start = { kind: 'system', name: 'start' } as const;

export type RunningService = {
  address: string;
  /** Resolves when the embedded server ends, whoever ended it; never with DATABASE_URL. */
  databaseStopped: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Opens everything, seeds the demonstration, starts web and jobs, and says what to try first. When `signal`
 * aborts on the way, what was opened is closed and the signal's reason thrown.
 */
export async function startService(options: {
  config: Config;
  empty: boolean;
  assetDirectory: string;
  say: (sentence: string) => void;
  signal: AbortSignal;
}): Promise<RunningService> {
  const { config, say, assetDirectory, signal } = options;
  await assertPortIsFree(config.port, config.host);
  const opened = await openService({ ...options, ifRunning: 'refuse' });
  const { service, postgres } = opened;
  const closing: Closing[] = [opened.close];
  const stop = (): Promise<void> => closeAll(closing, service.log);
  try {
    signal.throwIfAborted();
    const expected = expectedAddress(config);
    if (expected !== undefined) {
      await service.database.transaction(start, (tx) => setAddress(tx, expected));
    }
    if (service.demonstration !== undefined) {
      await seedPeople(service, { principal: start }, service.demonstration.cast.people);
      await seedPersonRecords(service, service.demonstration, service.profile.bankHolidays);
      for (const { seedDemonstration } of modules) {
        await seedDemonstration?.(service);
        signal.throwIfAborted();
      }
      await seedCorrections(service, service.demonstration);
    }
    const jobs = await startJobRunner({
      ...service,
      tasks: modules.flatMap(({ tasks }) => tasks?.(service) ?? []),
      alone: postgres !== undefined,
    });
    closing.push(() => jobs.stop());
    const sealer = startSealer({
      ...service,
      address: service.database.address,
      key: await readOrMakeSealKey(opened.dataDirectory),
      witnesses: witnessesFrom(config),
    });
    closing.push(() => sealer.stop());
    const serviceName = service.profile.identity.name;
    const mail = startMailDelivery({
      ...service,
      address: service.database.address,
      transport: config.mail === undefined ? undefined : makeTransport(config.mail, serviceName),
      serviceName,
      showsWhatItKeeps: service.demonstration !== undefined,
      alone: postgres !== undefined,
    });
    closing.push(() => mail.stop());
    const clearing = repeat(
      () => clearExpired(service),
      everyHour,
      (problem) => service.log.warn({ err: problem }, 'what has expired was not cleared away'),
    );
    closing.push(() => clearing.stop());
    const leaving = repeat(
      () => endDueAccess(service),
      everyMinute,
      (problem) => service.log.warn({ err: problem }, 'accounts whose day has come stay open'),
    );
    closing.push(() => leaving.stop());
    const reminding = repeat(
      () => remindOfReviews(service),
      everyHour,
      (problem) => service.log.warn({ err: problem }, 'nobody was reminded of reviews'),
    );
    closing.push(() => reminding.stop());
    const app = await makeApp(service, assetDirectory, {
      trustedProxies: config.trustedProxies,
      reach: config,
    });
    closing.push(() => closeApp(app));
    const address = config.publicAddress ?? (await listen(app, config));
    await service.database.transaction(start, (tx) => setAddress(tx, address));
    signal.throwIfAborted();
    say(`Breakwater is ready: ${address}`);
    for (const sentence of firstThingsToTry(service.demonstration !== undefined, address)) {
      say(sentence);
    }
    return { address, databaseStopped: postgres?.stopped ?? new Promise(() => undefined), stop };
  } catch (problem) {
    const explained = await opened.explain(problem);
    await stop();
    throw explained;
  }
}

async function listen(app: FastifyInstance, { port, host }: Config): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (problem) {
    throw portProblem(problem, port, host);
  }
}

/** Lets answers that are under way finish; a connection that stays open is cut after a while. */
async function closeApp(app: FastifyInstance): Promise<void> {
  const patience = setTimeout(() => app.server.closeAllConnections(), answersMayTake);
  await app.close();
  clearTimeout(patience);
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
