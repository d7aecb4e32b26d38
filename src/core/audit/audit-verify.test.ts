import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRandom } from '#tests/fuzz/random.ts';
import { runAuditVerify } from '#tests/support/run-audit-verify.ts';
import {
  headsOf,
  makeEntry,
  makeSealedLog,
  writeSealedLog,
  type SealedLog,
} from '#tests/support/sealed-log.ts';
import { headLine } from './signed-head.ts';
import { tamperingKinds, writeTamperedLog } from '#tests/support/tamper-with-log.ts';

const mutations = Number(process.env['MUTATIONS'] ?? 1_000);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const rounds = [4, 1, 7];
const log = makeSealedLog(rounds);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-tampering-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(changed: Partial<SealedLog>, ...options: string[]) {
  const words = await writeSealedLog(folder, { ...log, ...changed });
  return runAuditVerify(...words, ...options);
}

test('a log that nobody touched is right, also where the witness lags behind', async () => {
  expect(await verify({})).toMatchObject({ code: 0 });
  expect(await verify({ witness: log.witness.slice(0, 2) })).toMatchObject({ code: 0 });
  const { words } = await runAuditVerify(folder);
  expect(words).toContain('RIGHT. 12 of 12 entries are as they were sealed.');
  expect(words).toContain('no witness was asked');
});

test(`whatever is done to a sealed log is caught: ${mutations} times, ${tamperingKinds.length} kinds (SEED=${seed})`, async () => {
  const missed: string[] = [];
  async function tamper(index: number, own: string): Promise<void> {
    const kind = tamperingKinds[index % tamperingKinds.length] ?? '';
    const below = openRandom(seed, index).int;
    const words = await writeTamperedLog(own, kind, { log, rounds, below });
    const { code } = await runAuditVerify(...words);
    if (code === 0) missed.push(`${index}: ${kind}`);
  }
  // Most of a run is waiting for files, so a few go on at once.
  const folders = await Promise.all(
    Array.from({ length: 8 }, () => mkdtemp(join(folder, 'case-'))),
  );
  for (let index = 0; index < mutations; index += folders.length) {
    await Promise.all(folders.map((own, place) => tamper(index + place, own)));
  }
  expect(missed).toEqual([]);
}, 60_000);

test('the first wrong entry is named, with who and when', async () => {
  const entries = log.entries.map((text, place) =>
    place === 4 || place === 9 ? text.replace('analyst', 'visitor') : text,
  );
  const { code, words } = await verify({ entries });
  expect(code).toBe(1);
  expect(words).toContain(
    'WRONG. Entry 15 (2026-11-22T10:00:04.123456Z, Person 4, person-record.read) is not as it was sealed.',
  );
  const missing = await verify({ entries: log.entries.toSpliced(3, 1) });
  expect(missing.words).toContain('WRONG. Entry 13 (position 3) is missing');
});

test('a log that was cut off at a head is right by itself, and wrong before its witness or the time', async () => {
  const cut = {
    entries: log.entries.slice(0, 4),
    leaves: log.leaves.slice(0, 4),
    heads: log.heads.slice(0, 1),
  };
  const { code, words } = await verify(cut);
  expect(code).toBe(1);
  expect(words).toContain('knows 5 entries, the export only 4: cut off');
  expect(await runAuditVerify(folder)).toMatchObject({ code: 0 });
});

test('a witness that was shown two logs of one size tells it', async () => {
  const forked = [...log.entries.slice(0, -1), makeEntry(11, 'other.read')];
  const fork = headsOf(forked, rounds, log.key).map(headLine).slice(-1);
  const { code, words } = await verify({ witness: [...log.witness, ...fork] });
  expect(code).toBe(1);
  expect(words).toContain('after 12 entries it has another log, of 12');
});

test('a part of the log is right when a part was asked for, and only then', async () => {
  const entries = log.entries.slice(3, 7);
  expect((await verify({ entries })).code).toBe(1);
  const { code, words } = await verify({ entries }, '--partial');
  expect(words).toContain('8 entries are left out');
  expect(code).toBe(0);
  expect((await verify({ entries: entries.toSpliced(1, 1) }, '--partial')).code).toBe(1);
});

test('the key that is known from elsewhere is compared', async () => {
  const known = /The key is (\w+)/.exec((await verify({})).words)?.[1] ?? '';
  expect(await verify({}, '--key', known)).toMatchObject({ code: 0 });
  expect(await verify({}, '--key', known.replace(/./, 'x'))).toMatchObject({ code: 1 });
});

test('what cannot be checked is told apart from what is wrong', async () => {
  expect(await runAuditVerify()).toMatchObject({ code: 2 });
  expect(await runAuditVerify(join(folder, 'nowhere'))).toMatchObject({ code: 2 });
  expect(await verify({ publicKey: 'no key' })).toMatchObject({ code: 2 });
  expect(await verify({ witness: [] })).toMatchObject({ code: 2 });
});
