import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ground } from '#core/actions/action.ts';
import { fixedClock } from '#platform/clock.ts';
import type { Principal } from '#platform/database/principal.ts';
import { makeLog } from '#platform/log.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { headsOf, makeEntry, makeKey } from '#tests/support/sealed-log.ts';
import { makeSealKey, openTestSeal, sealEverything } from '#tests/support/sealing.ts';
import { writeAuditEntry } from './audit-store.ts';
import { fileWitness } from './file-witness.ts';
import { readOrMakeSealKey } from './seal-key.ts';
import type { LogSeal } from './seal-log.ts';
import { startSealer } from './sealer.ts';
import { getSealingState, isSealingLate } from './sealing-state-store.ts';
import { isLagWarned } from './sealing-state.ts';
import { headLine, parseHeadLine } from './signed-head.ts';
import { openWitnessPush } from './tell-witness.ts';
import { webWitness } from './web-witness.ts';

const operator: Principal = { kind: 'operator', email: 'ops@county.example' };
const key = makeKey();
const logOf = (entries: readonly string[]) =>
  headsOf(
    entries,
    entries.map(() => 1),
    key,
  );
const heads = logOf([0, 1, 2, 3].map((place) => makeEntry(place)));
const [first, second, third] = heads as [(typeof heads)[0], (typeof heads)[0], (typeof heads)[0]];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-witness-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a file that witnesses', () => {
  let path: string;
  let number = 0;
  beforeEach(() => {
    path = join(folder, `witness-${(number += 1)}.jsonl`);
  });
  const linesOf = async () => (await readFile(path, 'utf8')).split('\n').filter(Boolean);

  test('holds every head once, and says which was the last', async () => {
    const witness = fileWitness(path);
    expect(await witness.findLast?.()).toBeUndefined();
    for (const head of [first, second, second]) {
      expect(await witness.hold(head)).toEqual({ kind: 'held' });
    }
    expect(await linesOf()).toEqual([first, second].map(headLine));
    expect(await witness.findLast?.()).toEqual(second);
  });

  test('that was torn by a crash goes on with a whole line', async () => {
    const witness = fileWitness(path);
    await witness.hold(first);
    await appendFile(path, headLine(second).slice(0, 40));
    expect(await witness.findLast?.()).toEqual(first);
    await witness.hold(second);
    expect((await linesOf()).at(-1)).toBe(headLine(second));
  });

  test('raises the alarm at two logs of one size, a shorter log or another key, and keeps both', async () => {
    const [, forked] = logOf([makeEntry(0), makeEntry(1, 'other.read')]);
    const [, , stranger] = headsOf(
      [0, 1, 2].map((place) => makeEntry(place)),
      [1, 1, 1],
      makeKey(),
    );
    if (forked === undefined || stranger === undefined) throw new Error('There are no such heads.');
    const witness = fileWitness(path);
    await witness.hold(second);
    expect(await witness.hold(forked)).toMatchObject({
      kind: 'conflict',
      words: 'It holds two different logs of 2 entries.',
    });
    expect(await witness.hold(first)).toMatchObject({ kind: 'conflict' });
    expect(await witness.hold(stranger)).toMatchObject({ kind: 'conflict' });
    expect(await linesOf()).toHaveLength(4);
  });
});

describe('an address that witnesses', () => {
  let server: Server;
  let address: string;
  const received: string[] = [];
  let answer = { status: 204, words: '' };
  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        received.push(`${request.headers.authorization} ${body}`);
        response.writeHead(answer.status).end(answer.words);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}/heads`;
  });
  afterAll(() => void server.close());

  test('is sent a head as JSON, and is called by its address without the password', async () => {
    const witness = webWitness(address);
    expect(await witness.hold(third)).toEqual({ kind: 'held' });
    const basic = Buffer.from('user:secret').toString('base64');
    expect(received).toEqual([`Basic ${basic} ${headLine(third)}`]);
    expect(parseHeadLine(headLine(third))).toEqual(third);
    expect(witness.name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/heads$/);
  });

  test('says so when it holds another log, and is tried again when it is unwell', async () => {
    const witness = webWitness(address);
    answer = { status: 409, words: 'I have another log of 3 entries.' };
    expect(await witness.hold(third)).toEqual({ kind: 'conflict', words: answer.words });
    answer = { status: 500, words: '' };
    await expect(witness.hold(third)).rejects.toThrow('The witness answered 500.');
  });
});

describe('a log and its witness', () => {
  let test_: TestDatabase;
  let ground: Ground;
  let seal: LogSeal;
  const sealKey = makeSealKey();
  const clock = fixedClock('2026-11-22T10:00:00Z');
  beforeAll(async () => {
    test_ = await makeTestDatabase();
    ground = { database: test_.database, clock };
    seal = openTestSeal(ground, sealKey);
  });
  afterAll(async () => {
    await seal.close();
    await test_.drop();
  });

  const ask = <T>(work: Parameters<typeof test_.database.transaction<T>>[1]) =>
    ground.database.transaction(operator, work);
  const state = () => ask(getSealingState);
  const write = () =>
    ask((tx) =>
      writeAuditEntry(tx, {
        at: clock.now(),
        principal: operator,
        action: 'thing.done',
        outcome: 'done',
        about: [],
        detail: {},
      }),
    );

  test('a witness that is down holds up nothing; its lag is told, warned of, and in the end stops exports', async () => {
    let isDown = true;
    const file = fileWitness(join(folder, 'down.jsonl'));
    const problems: string[] = [];
    const push = openWitnessPush(
      seal,
      {
        name: 'the other partner',
        hold: async (head) => {
          if (isDown) throw new Error('no route to the host');
          return file.hold(head);
        },
      },
      { clock, onProblem: (problem) => problems.push(String(problem)) },
    );
    await write();
    await sealEverything(seal);
    await push.tell();
    await push.tell();
    expect(problems).toEqual(['Error: no route to the host']);
    clock.moveTo('2026-11-22T10:01:01Z');
    await write();
    await sealEverything(seal);
    await push.tell();
    expect(await state()).toMatchObject({
      waiting: 0,
      lastHead: { size: 2 },
      witnesses: [
        {
          name: 'the other partner',
          heldSize: 0,
          behindSince: new Date('2026-11-22T10:00:00Z'),
          failure: 'no route to the host',
        },
      ],
    });
    expect(isLagWarned(await state(), clock.now())).toBe(true);
    expect(await ask((tx) => isSealingLate(tx, clock.now()))).toBe(false);
    clock.moveTo('2026-11-22T10:15:01Z');
    expect(await ask((tx) => isSealingLate(tx, clock.now()))).toBe(true);
    isDown = false;
    await push.tell();
    expect(await state()).toMatchObject({
      witnesses: [{ heldSize: 2, behindSince: undefined, failure: undefined }],
    });
    expect(await ask((tx) => isSealingLate(tx, clock.now()))).toBe(false);
  });

  test('a database that was put back to an earlier state contradicts its witness', async () => {
    const path = join(folder, 'put-back.jsonl');
    const longer = headsOf(
      [0, 1, 2, 3, 4].map((place) => makeEntry(place)),
      [1, 1, 3],
      sealKey,
    );
    for (const head of longer) await fileWitness(path).hold(head);
    const problems: string[] = [];
    const push = openWitnessPush(seal, fileWitness(path), {
      clock,
      onProblem: (problem) => problems.push(String(problem)),
    });
    await push.tell();
    expect(problems[0]).toContain('Was it put back to an earlier state?');
    const conflicts = (await state()).witnesses.map(({ conflict }) => conflict);
    expect(conflicts).toContainEqual(expect.stringContaining('has only 2'));
  });

  test('the running sealer seals and pushes by itself; one killed after its commit is made up for', async () => {
    const path = join(folder, 'running.jsonl');
    await write();
    // Sealed, and then no moment left to tell the witness.
    await sealEverything(seal);
    const sealer = startSealer({
      address: test_.database.address,
      key: sealKey,
      clock,
      log: makeLog('silent'),
      witnesses: [fileWitness(path)],
    });
    await write();
    await expect
      .poll(async () => (await fileWitness(path).findLast?.())?.size, { timeout: 8_000 })
      .toBe(4);
    await sealer.stop();
    const { witnesses } = await state();
    // Those that are in the settings no longer are no longer waited for.
    expect(witnesses.map(({ name }) => name)).toEqual([`file ${path}`]);
  });
});

describe('the key of the log', () => {
  test('is made once, for its owner alone, also when two services start at once', async () => {
    const keys = await Promise.all([1, 2, 3].map(() => readOrMakeSealKey(folder)));
    const again = await readOrMakeSealKey(folder);
    for (const made of keys) expect(made.equals(again)).toBe(true);
    const { stat, readdir } = await import('node:fs/promises');
    expect((await stat(join(folder, 'audit-seal-key.pem'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.endsWith('.pem'))).toHaveLength(1);
  });
});
