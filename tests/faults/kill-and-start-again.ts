import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  findPostmaster,
  killServerProcesses,
  listServerProcesses,
  sendSignal,
} from '#platform/database/embedded/server-processes.ts';
import { startService, type StartedService } from './started-service.ts';

/** What a run of kills came to. Times in milliseconds, of starting the database alone. */
export type KillReport = {
  kills: { whileMakingTheDatabase: number; whileStarting: number; whileWriting: number };
  acknowledged: number;
  lost: number;
  firstStarts: number[];
  laterStarts: number[];
  socketFoldersLeft: number;
};

type Place = { readonly folder: string; readonly data: string; readonly temporary: string };

/**
 * Starts a writing service, kills it at a random moment, at times with its database server, starts it again
 * at once, and counts acknowledged rows that are gone. Every fourth kill, from the first on, comes while a
 * new database is made. `random` gives numbers from 0 to 1. Throws when a start fails or takes a minute.
 */
export async function killAndStartAgain(kills: number, random: () => number): Promise<KillReport> {
  const report: KillReport = {
    kills: { whileMakingTheDatabase: 0, whileStarting: 0, whileWriting: 0 },
    acknowledged: 0,
    lost: 0,
    firstStarts: [],
    laterStarts: [],
    socketFoldersLeft: 0,
  };
  let place = await makePlace();
  let lastAcknowledged = 0;
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      if (kill % 4 !== 0) await killOnce();
      else {
        if (kill > 0) place = await leaveCleanly();
        await killWhileMaking();
      }
    }
    place = await leaveCleanly();
    return report;
  } finally {
    await killServerProcesses(join(place.data, 'postgres'));
    await rm(place.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async function killWhileMaking(): Promise<void> {
    lastAcknowledged = 0;
    const service = startService(place.data, place.temporary);
    while (!(await isMaking(place)) && service.process.exitCode === null) await pause(2);
    await pause(random() * 700);
    await end(service, false);
    report.kills.whileMakingTheDatabase += 1;
  }

  async function killOnce(): Promise<void> {
    const service = startService(place.data, place.temporary);
    if (random() < 0.25) {
      await pause(200 + random() * 600);
      await end(service, random() < 0.5);
      report.kills.whileStarting += 1;
      return;
    }
    await checkReadiness(service);
    await pause(random() * 1000);
    await end(service, random() < 0.5);
    report.kills.whileWriting += 1;
  }

  async function checkReadiness(service: StartedService): Promise<void> {
    const isFirst = !existsSync(join(place.data, 'postgres'));
    const found = await service.ready;
    (isFirst ? report.firstStarts : report.laterStarts).push(found.ready);
    // Rows are numbered from 1 without gaps, so a row fewer than the last number is a row lost within.
    const known = Math.max(lastAcknowledged, found.last);
    report.lost += known - found.count;
    lastAcknowledged = found.count;
  }

  // Kills the service, and in some rounds first the server's postmaster or all of its processes.
  async function end(service: StartedService, withServer: boolean): Promise<void> {
    const cluster = join(place.data, 'postgres');
    if (withServer) {
      const postmaster = findPostmaster(cluster);
      const server = listServerProcesses(cluster);
      const doomed = random() < 0.5 ? server : server.filter((pid) => pid === postmaster);
      for (const pid of doomed) sendSignal(pid, 'SIGKILL');
    }
    service.process.kill('SIGKILL');
    await service.ended;
    const { rows, last } = service.acknowledged();
    report.acknowledged += rows;
    lastAcknowledged = Math.max(lastAcknowledged, last);
  }

  async function leaveCleanly(): Promise<Place> {
    const service = startService(place.data, place.temporary);
    await checkReadiness(service);
    await pause(200);
    service.process.kill('SIGTERM');
    await service.ended;
    report.acknowledged += service.acknowledged().rows;
    if (service.process.exitCode !== 0) throw new Error('The service did not stop cleanly.');
    report.socketFoldersLeft += await countSocketFolders(place);
    await rm(place.folder, { recursive: true });
    return makePlace();
  }
}

async function makePlace(): Promise<Place> {
  const folder = await mkdtemp('/tmp/breakwater-faults-');
  const place = { folder, data: join(folder, 'data'), temporary: join(folder, 'tmp') };
  await chmod(folder, 0o711);
  await mkdir(place.data, { mode: 0o711 });
  await mkdir(place.temporary, { mode: 0o711 });
  return place;
}

async function isMaking(place: Place): Promise<boolean> {
  return (await readdir(place.data)).some((name) => name.startsWith('postgres.new-'));
}

async function countSocketFolders(place: Place): Promise<number> {
  const names = await readdir(place.temporary);
  return names.filter((name) => name.startsWith('breakwater-')).length;
}
