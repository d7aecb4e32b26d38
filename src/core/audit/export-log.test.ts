import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ground } from '#core/actions/action.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Principal } from '#platform/database/principal.ts';
import { insertPersonRecord } from '#core/person-records/person-record-store.ts';
import { projectRoot } from '#platform/project-root.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makePerson } from '#tests/support/person.ts';
import { runAuditVerify } from '#tests/support/run-audit-verify.ts';
import { connectAs, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { listEntriesAbout } from './audit-search-store.ts';
import { writeAuditEntry, type NewAuditEntry } from './audit-store.ts';
import { exportLog } from './export-log.ts';
import { fileWitness } from './file-witness.ts';
import type { LogSeal } from './seal-log.ts';
import { destroySubjectKey } from './subject-key-store.ts';
import { openWitnessPush } from './tell-witness.ts';

const operator: Principal = { kind: 'operator', email: 'ops@county.example' };
const clock = fixedClock('2026-11-22T10:00:00Z');
const person = { kind: 'person-record', id: randomUUID() };
let lead: Principal;
const home = { kind: 'person-location', id: randomUUID(), subject: person.id };
let test_: TestDatabase;
let ground: Ground;
let seal: LogSeal;
let administrator: pg.Client;
let folder: string;
let witness: string;

beforeAll(async () => {
  test_ = await makeTestDatabase();
  ground = { database: test_.database, clock };
  seal = openTestSeal(ground);
  administrator = await connectAs(test_.database, 'administrator');
  folder = await mkdtemp(join(tmpdir(), 'breakwater-export-'));
  witness = join(folder, 'witness.jsonl');
  await write({ about: [person], paths: ['agreement 14 v3'], purpose: 'safeguarding' });
  await write({ action: 'person.located', about: [home], outcome: 'done' });
  await sealEverything(seal);
  clock.moveTo('2026-11-23T10:00:00Z');
  await write({ detail: { 'how many': 3, name: 'Zoë \u2028 "quoted"' } });
  await write({ about: [person, { kind: 'agency', id: 'police' }] });
  await sealEverything(seal);
  const push = openWitnessPush(seal, fileWitness(witness), { clock, onProblem: () => undefined });
  await push.tell();
  lead = await holdRecord();
});
afterAll(async () => {
  await administrator.end();
  await seal.close();
  await test_.drop();
  await rm(folder, { recursive: true, force: true });
});

function write(entry: Partial<NewAuditEntry>): Promise<void> {
  const usual = { action: 'person.read', outcome: 'read', about: [], detail: {} } as const;
  return ground.database.transaction(operator, (tx) =>
    writeAuditEntry(tx, { at: clock.now(), principal: operator, ...usual, ...entry }),
  );
}

/** A record, and the governance lead of its agency: only who sees a record finds the entries about it. */
async function holdRecord(): Promise<Principal> {
  await ground.database.transaction(operator, (tx) =>
    tx.insertInto('agencies').values({ id: 'police', name: 'Police', kind: 'police' }).execute(),
  );
  const governance = await makePerson(ground, 'information-governance', 'police');
  await ground.database.transaction(governance, (tx) =>
    insertPersonRecord(tx, {
      id: person.id,
      agencyId: 'police',
      userId: governance.userId,
      now: clock.now(),
      givenNames: 'Sam',
      familyName: 'Quay',
      bornOn: null,
      heldAs: 'other',
      processing: 'general',
    }),
  );
  return governance;
}

const lookedAt = (record: typeof person) =>
  ground.database.transaction(lead, (tx) => listEntriesAbout(tx, record, 10));

describe('an export', () => {
  test('is right, also for the verifier alone in another folder, as a program of its own', async () => {
    const out = join(folder, 'whole');
    const made = await exportLog(ground, operator, out);
    expect(made).toMatchObject({ entries: 4, size: 4 });
    const copy = join(folder, 'audit-verify');
    await copyFile(join(projectRoot, 'bin/audit-verify'), copy);
    const words = [copy, out, '--witness', witness, '--key', made.keyFingerprint];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    expect(stdout).toContain('RIGHT. 4 of 4 entries are as they were sealed.');
    const lines = (await readFile(join(out, 'entries.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))[0]).toMatchObject({
      actor: 'operator:ops@county.example',
      at: '2026-11-22T10:00:00.000000Z',
      paths: ['agreement 14 v3'],
      purpose: 'safeguarding',
    });
  });

  test('of some days holds their entries and proves them', async () => {
    const out = join(folder, 'days');
    const made = await exportLog(ground, operator, out, { from: '2026-11-23' });
    expect(made).toMatchObject({ entries: 2 });
    expect(await runAuditVerify(out, '--witness', witness, '--partial')).toMatchObject({ code: 0 });
    await expect(
      exportLog(ground, operator, join(folder, 'none'), { to: '2020-01-01' }),
    ).rejects.toThrow('No sealed entry');
  });

  test('never overwrites a folder', async () => {
    await expect(exportLog(ground, operator, folder)).rejects.toThrow('not empty');
  });

  test('is itself an entry', async () => {
    const { rows } = await administrator.query(
      `select detail from audit_entries where action = 'audit.exported' order by id limit 1`,
    );
    expect(rows).toEqual([{ detail: { from: null, to: null, size: 4 } }]);
  });
});

describe('a person in the log', () => {
  test('is named by a code, which finds every entry about them', async () => {
    const { rows } = await administrator.query<{ all: string }>(
      'select string_agg(audit_entry_text(e), chr(10)) as all from audit_entries e',
    );
    expect(rows[0]?.all).not.toContain(person.id);
    expect(rows[0]?.all).not.toContain(home.id);
    expect(rows[0]?.all).toMatch(/"id": "mark:[0-9a-f]{64}", "kind": "person-record"/);
    expect(await lookedAt(person)).toHaveLength(2);
    expect(await lookedAt(home)).toMatchObject([{ action: 'person.located' }]);
    expect(await lookedAt({ ...person, id: randomUUID() })).toEqual([]);
  });

  test('cannot be named beside the code', async () => {
    for (const slip of [{ detail: { of: person.id } }, { paths: [`own ${person.id}`] }]) {
      await expect(write({ about: [person], ...slip })).rejects.toThrow('names a protected record');
    }
    await expect(write({ about: [person], paths: ['one', 'two'] })).rejects.toThrow('2 paths');
  });

  test('whose key is destroyed is in nobody’s entries any more, and the log is still right', async () => {
    const destroyed = await ground.database.transaction(operator, (tx) =>
      destroySubjectKey(tx, person.id, operator),
    );
    expect(destroyed).toBe(true);
    expect(await lookedAt(person)).toEqual([]);
    expect(await lookedAt(home)).toEqual([]);
    // A new key does not bring the old link back.
    await write({ about: [person] });
    expect(await lookedAt(person)).toHaveLength(1);
    await sealEverything(seal);
    const out = join(folder, 'erased');
    await exportLog(ground, operator, out);
    expect(await runAuditVerify(out, '--witness', witness)).toMatchObject({ code: 0 });
    const { rows } = await administrator.query(
      `select actor, about from audit_entries where action = 'audit.subject-key-destroyed'`,
    );
    expect(rows).toEqual([{ actor: 'operator:ops@county.example', about: [] }]);
  });
});

test('an administrator who changes one digit of one entry is found out, and the entry is named', async () => {
  const { rows } = await administrator.query<{ id: number }>(
    `update audit_entries set at = at + interval '1 microsecond'
    where id = (select entry_id from audit_leaves where position = 1) returning id`,
  );
  const out = join(folder, 'changed');
  await exportLog(ground, operator, out);
  const { code, words } = await runAuditVerify(out, '--witness', witness);
  expect(code).toBe(1);
  expect(words).toContain(`WRONG. Entry ${rows[0]?.id} (2026-11-22T10:00:00.000001Z`);
});
