// The long form of tampering with sealed logs: node --import tsx bench/audit/tamper.ts [MUTATIONS] [SEED]
// 100,000 of every kind in turn over logs of many shapes; each must be caught by bin/audit-verify.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRandom } from '#tests/fuzz/random.ts';
import { runAuditVerify } from '#tests/support/run-audit-verify.ts';
import { makeSealedLog } from '#tests/support/sealed-log.ts';
import { tamperingKinds, writeTamperedLog } from '#tests/support/tamper-with-log.ts';

const [mutations = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const mutationsOfALog = 500;
const folder = await mkdtemp(join(tmpdir(), 'breakwater-tampering-'));
const caught = new Map<string, number>();
const began = performance.now();
let missed = 0;
try {
  for (let index = 0; index < mutations; index += mutationsOfALog) {
    const shape = openRandom(seed, -1 - index).int;
    const rounds = Array.from({ length: 2 + shape(7) }, () => 1 + shape(6));
    const log = makeSealedLog(rounds);
    for (let one = index; one < Math.min(index + mutationsOfALog, mutations); one += 1) {
      const kind = tamperingKinds[one % tamperingKinds.length] ?? '';
      const below = openRandom(seed, one).int;
      const words = await writeTamperedLog(folder, kind, { log, rounds, below });
      const { code } = await runAuditVerify(...words);
      if (code !== 0) caught.set(kind, (caught.get(kind) ?? 0) + 1);
      else {
        missed += 1;
        console.log(`Missed: ${one} of seed ${seed}, ${kind}, rounds ${rounds.join(' ')}`);
      }
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.table(Object.fromEntries(caught));
const took = ((performance.now() - began) / 1000).toFixed(0);
console.log(
  `${mutations} mutations of ${tamperingKinds.length} kinds, ${missed} missed, ${took} s`,
);
if (missed > 0) process.exitCode = 1;
