import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectAs } from '#tests/support/sealing.ts';
import { makeTestApp, makeTestService, type TestService } from '#tests/support/service.ts';
import { addPersonWithCredentials, signInThroughTheDoor } from '#tests/support/sign-in.ts';
import { makeVisitor } from '#tests/support/visitor.ts';
import {
  openAuthenticatorSecret,
  readOrMakeAuthenticatorKey,
  sealAuthenticatorSecret,
} from './authenticator-key.ts';
import { hasAuthenticator } from './authenticator-store.ts';
import { offerAuthenticator } from './set-up-second-step.ts';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

let opened: TestService;
beforeAll(async () => {
  opened = await makeTestService();
});
afterAll(() => opened.close());

/** Everything that a copy of the database says of ways in. */
async function readCopy(): Promise<string> {
  const administrator = await connectAs(opened.service.database, 'administrator');
  const { rows } = await administrator.query<{ words: string }>(
    `select jsonb_build_array(
       (select jsonb_agg(jsonb_build_object('row', a, 'letters', encode(a.sealed_secret, 'escape')))
         from authenticators a),
       (select jsonb_agg(t) from sign_in_attempts t))::text as words`,
  );
  await administrator.end();
  return rows[0]?.words ?? '';
}

test('a copy of the database holds no secret of an authenticator, kept or only offered', async () => {
  const { service, clock } = opened;
  const person = await addPersonWithCredentials(service, 'analyst');
  const offer = await offerAuthenticator(service, person.userId);
  const copy = await readCopy();
  expect(copy).toContain(person.userId);
  expect(copy).not.toContain(secret);
  expect(copy).not.toContain(offer.secret);
  const visitor = makeVisitor(await makeTestApp(opened));
  const moment = clock.now();
  expect((await signInThroughTheDoor(visitor, { email: person.email, moment })).path).toBe('/home');
});

test('the key is in the data folder, for this account alone, and stays the same', async () => {
  const path = join(opened.dataDirectory, 'authenticator-key.txt');
  const words = await readFile(path, 'utf8');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const again = await readOrMakeAuthenticatorKey(opened.dataDirectory);
  expect(again.export().toString('base64')).toBe(words);
  expect(again.equals(opened.service.authenticatorKey)).toBe(true);
});

test('a secret opens with its key for its owner, and otherwise not', async () => {
  const { authenticatorKey: key } = opened.service;
  const [owner, other] = [randomUUID(), randomUUID()];
  const kept = sealAuthenticatorSecret(key, owner, secret);
  expect(openAuthenticatorSecret(key, owner, kept)).toBe(secret);
  expect(sealAuthenticatorSecret(key, owner, secret).equals(kept)).toBe(false);
  expect(openAuthenticatorSecret(key, other, kept)).toBeUndefined();
  for (const place of [0, 12, 28, kept.length - 1]) {
    const changed = Buffer.from(kept);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    expect(openAuthenticatorSecret(key, owner, changed)).toBeUndefined();
  }
  expect(openAuthenticatorSecret(key, owner, randomBytes(10))).toBeUndefined();
});

test('whoever lost their key’s file still has a second step, and their password alone does not replace it', async () => {
  const { service, clock } = opened;
  const lost = { ...service, authenticatorKey: createSecretKey(randomBytes(32)) };
  const person = await addPersonWithCredentials(service, 'analyst');
  const has = await service.database.transaction({ kind: 'system', name: 'sign-in' }, (tx) =>
    hasAuthenticator(tx, person.userId),
  );
  expect(has).toBe(true);
  const visitor = makeVisitor(await makeTestApp({ ...opened, service: lost }));
  const page = await signInThroughTheDoor(visitor, { email: person.email, moment: clock.now() });
  expect(page.status).toBe(422);
  expect(page.text).toContain('recovery code');
  expect((await visitor.get('/sign-in/set-up')).path).not.toBe('/sign-in/set-up');
});
