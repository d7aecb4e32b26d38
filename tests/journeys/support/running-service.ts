import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#app/config.ts';
import { startService } from '#app/start-service.ts';

export type JourneyService = {
  /** Such as http://127.0.0.1:41234, without a slash at its end. */
  address: string;
  dataDirectory: string;
  stop(): Promise<void>;
};

/** The data folders of the services of this process, by port. */
const started = new Map<string, string>();

/** The real service with its demonstration, in a folder of its own and on a port of its own. */
export async function startJourneyService(assetDirectory: string): Promise<JourneyService> {
  // The service makes it, so that the account which runs PostgreSQL may enter it.
  const dataDirectory = join(tmpdir(), `breakwater-journey-${randomUUID()}`);
  const running = await startService({
    config: readConfig({ PORT: '0', DATA_DIR: dataDirectory, LOG_LEVEL: 'error' }),
    empty: false,
    assetDirectory,
    say: () => undefined,
    signal: new AbortController().signal,
  });
  started.set(portOf(running.address), dataDirectory);
  return {
    address: running.address,
    dataDirectory,
    async stop() {
      await running.stop();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The data folder of a service that this process started; undefined for any other. */
export function findDataDirectory(address: string): string | undefined {
  return started.get(portOf(address));
}

function portOf(address: string): string {
  return new URL(address).port;
}
