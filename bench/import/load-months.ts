// One measurement: the whole import of the given files into an empty service, as the command line does it.
// Prints one line of JSON: seconds in all and of each step, and the most memory held, in MB, by this process
// and by any one of its database.
import { randomUUID } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { uploadLimit } from '#platform/http/server.ts';
import { readLocalFile } from '#platform/files/file-store.ts';
import { readConfig } from '#app/config.ts';
import { openService } from '#app/open-service.ts';
import { importPoliceFiles } from '#modules/evidence/police-imports/import-police-files.ts';

// The service makes it, so that the account which runs PostgreSQL may enter it.
const dataDirectory = join(tmpdir(), `breakwater-bench-${randomUUID()}`);
const opened = await openService({
  config: readConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'error' }),
  ifRunning: 'refuse',
  empty: true,
  say: () => undefined,
  assetDirectory: join(import.meta.dirname, '../../dist/assets'),
});
let databaseMegabytes = 0;
const watching = setInterval(() => {
  databaseMegabytes = Math.max(databaseMegabytes, residentOfDatabase());
}, 250);
try {
  const { service } = opened;
  const steps = openSteps();
  const files = [];
  for (const path of process.argv.slice(2)) {
    const kept = await service.files.keep(await readLocalFile(path), uploadLimit);
    files.push({ name: basename(path), ...kept });
  }
  const operator = { kind: 'operator', email: 'bench@county.example' } as const;
  const { id } = await importPoliceFiles(service, operator, {
    id: randomUUID(),
    source: 'police',
    files,
    progress: (step) => steps.begin(step),
  });
  const megabytes = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ id, ...steps.end(), megabytes, databaseMegabytes }));
} finally {
  clearInterval(watching);
  await opened.close();
  await rm(dataDirectory, { recursive: true, force: true });
}

/** Times each step from when it is first heard of to the next. */
function openSteps() {
  const began = performance.now();
  const starts = new Map([['Keeping the files', began]]);
  return {
    begin(step: string): void {
      if (!starts.has(step)) starts.set(step, performance.now());
    },
    end() {
      const ended = performance.now();
      const times = [...starts.values(), ended];
      const steps = [...starts.keys()].map(
        (step, index) =>
          [step, ((times[index + 1] ?? ended) - (times[index] ?? ended)) / 1000] as const,
      );
      return { seconds: (ended - began) / 1000, steps: Object.fromEntries(steps) };
    },
  };
}

/** Memory of the server's processes that nothing else shares, in MB; 0 where /proc is not to be had. */
function residentOfDatabase(): number {
  try {
    const lines = execFileSync('ps', ['-eo', 'comm=,rss='], { encoding: 'utf8' }).split('\n');
    return lines
      .filter((line) => line.startsWith('postgres'))
      .reduce((most, line) => Math.max(most, Number(line.trim().split(/\s+/)[1]) / 1024), 0);
  } catch {
    return 0;
  }
}
