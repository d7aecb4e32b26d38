// How far the seal lags behind the commits, under load: node --import tsx bench/audit/bench.ts [SECONDS] [WRITERS]
// Writers commit entries as fast as they can (each transaction is an audited read); the running sealer seals and
// pushes to a file. Fails when the 99th percentile of the time from a commit's answer to its seal is over a second.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#app/config.ts';
import { openService } from '#app/open-service.ts';
import { writeAuditEntry } from '#core/audit/audit-store.ts';
import { fileWitness } from '#core/audit/file-witness.ts';
import { readOrMakeSealKey } from '#core/audit/seal-key.ts';
import { startSealer } from '#core/audit/sealer.ts';
import type { Principal } from '#platform/database/principal.ts';

const [seconds = 30, writers = 8] = process.argv.slice(2).map(Number);
const highest = 1_000;
const dataDirectory = join(tmpdir(), `breakwater-bench-${randomUUID()}`);
const witnessFolder = await mkdtemp(join(tmpdir(), 'breakwater-witness-'));
const opened = await openService({
  config: readConfig({ DATA_DIR: dataDirectory, LOG_LEVEL: 'error' }),
  ifRunning: 'refuse',
  empty: true,
  say: () => undefined,
});
const operator: Principal = { kind: 'operator', email: 'bench@example.org' };
const { service } = opened;
const { database, clock, log } = service;
/** When the answer to each commit came, by the entry's mark; in milliseconds of the monotonic clock. */
const committed = new Map<string, number>();
const lags: number[] = [];
const load = { isOn: true };

const witness = join(witnessFolder, 'heads.jsonl');
const sealer = startSealer({
  address: database.address,
  key: await readOrMakeSealKey(opened.dataDirectory),
  clock,
  log,
  witnesses: [fileWitness(witness)],
});
try {
  const began = performance.now();
  const watching = watch();
  const people = Array.from({ length: 200 }, () => randomUUID());
  await Promise.all(Array.from({ length: writers }, () => write(people)));
  const took = (performance.now() - began) / 1000;
  load.isOn = false;
  await watching;
  lags.sort((a, b) => a - b);
  const at = (share: number) => Math.round(lags[Math.floor(share * (lags.length - 1))] ?? 0);
  const p99 = at(0.99);
  console.table({
    'entries a second': Math.round(lags.length / took),
    entries: lags.length,
    'lag p50, ms': at(0.5),
    'lag p99, ms': p99,
    'lag most, ms': at(1),
    'kept by the witness, bytes': (await stat(witness)).size,
    'load of the machine': Number(loadavg()[0]?.toFixed(1)),
  });
  if (p99 > highest) process.exitCode = 1;
} finally {
  await sealer.stop();
  await opened.close();
  await rm(dataDirectory, { recursive: true, force: true });
  await rm(witnessFolder, { recursive: true, force: true });
}

async function write(people: readonly string[]): Promise<void> {
  for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
    const mark = randomUUID();
    const id = people[Math.floor(Math.random() * people.length)] ?? '';
    await database.transaction(operator, (tx) =>
      writeAuditEntry(tx, {
        at: clock.now(),
        principal: operator,
        action: 'bench.read',
        outcome: 'read',
        about: [{ kind: 'person-record', id }],
        detail: { mark },
      }),
    );
    committed.set(mark, performance.now());
  }
}

/** Asks again and again what is sealed by now; what it adds to the lag counts against us. */
async function watch(): Promise<void> {
  let position = 0;
  while (load.isOn || committed.size > 0) {
    const { rows } = await database.pool.query<{ position: number; mark: string | null }>(
      `select l.position, e.detail ->> 'mark' as mark
      from audit_leaves l join audit_entries e on e.id = l.entry_id
      where l.position >= $1 order by l.position`,
      [position],
    );
    const now = performance.now();
    for (const { mark } of rows) {
      const then = mark === null ? undefined : committed.get(mark);
      if (mark === null || then === undefined) continue;
      lags.push(now - then);
      committed.delete(mark);
    }
    position = (rows.at(-1)?.position ?? position - 1) + 1;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
