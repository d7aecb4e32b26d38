import { mkdtemp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeServer } from '#platform/http/server.ts';
import { makeLog } from '#platform/log.ts';
import { openFileStore, type FileStore } from './file-store.ts';
import { receiveFiles, type ReceivedUpload } from './receive-files.ts';

const limit = 100_000;
/** The upload as JSON tells it. */
type Answer =
  | { ok: false; error: string }
  | (Omit<Extract<ReceivedUpload, { ok: true }>, 'fields'> & { fields: Record<string, string> });

let folder: string;
let store: FileStore;
let app: FastifyInstance;
let failures: unknown[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-upload-'));
  const assetDirectory = join(folder, 'assets');
  await mkdir(assetDirectory);
  store = await openFileStore(join(folder, 'files'));
  const log = makeLog('silent');
  app = await makeServer({ log, assetDirectory, isHttps: false, busyAfter: 0 });
  app.post('/files', async (request): Promise<Answer> => {
    const received = await receiveFiles(request, store, limit);
    return received.ok ? { ...received, fields: Object.fromEntries(received.fields) } : received;
  });
  app.setErrorHandler((problem, _request, reply) => {
    failures.push(problem);
    return reply.code(400).send('refused');
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
});
beforeEach(async () => {
  failures = [];
  await rm(join(folder, 'files'), { recursive: true, force: true });
  store = await openFileStore(join(folder, 'files'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends a form as a browser does, over a real connection. */
async function upload(form: FormData): Promise<Answer> {
  const response = await fetch(addressOf(), {
    method: 'POST',
    body: form,
    headers: { 'sec-fetch-site': 'same-origin' },
    signal: AbortSignal.timeout(10_000),
  });
  return (await response.json()) as Answer;
}

function addressOf(): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/files`;
}

function formWith(...files: readonly (readonly [name: string, content: string])[]): FormData {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content]), name);
  return form;
}

async function everythingKept(): Promise<string[]> {
  const found = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('several files arrive whole and in order, with the key of their form', async () => {
  const form = new FormData();
  form.append('idempotencyKey', 'f2f5b6d8-0000-4000-8000-000000000001');
  form.append('files', new Blob(['first']), 'september.csv');
  form.append('files', new Blob(['second file']), '../../etc/october.csv');
  const received = await upload(form);
  expect(received).toMatchObject({
    ok: true,
    fields: { idempotencyKey: 'f2f5b6d8-0000-4000-8000-000000000001' },
    files: [
      { name: 'september.csv', bytes: 5 },
      { name: 'october.csv', bytes: 11 },
    ],
  });
  const [first] = received.ok ? received.files : [];
  expect(await readFile(store.pathOf(first?.sha256 ?? ''), 'utf8')).toBe('first');
  expect(await everythingKept()).toHaveLength(2);
});

test('the key may come after the files', async () => {
  const form = formWith(['a.csv', 'a']);
  form.append('idempotencyKey', 'later');
  expect(await upload(form)).toMatchObject({ ok: true, fields: { idempotencyKey: 'later' } });
});

test('a form sent without choosing a file says so', async () => {
  const unchosen = { ok: false, error: 'Choose one or more files' };
  expect(await upload(formWith(['', '']))).toEqual(unchosen);
  expect(await upload(formWith())).toEqual(unchosen);
  const response = await fetch(addressOf(), {
    method: 'POST',
    body: new URLSearchParams({ files: 'not a file' }),
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(await response.json()).toEqual(unchosen);
  expect(await everythingKept()).toEqual([]);
});

test('a file that is too large is refused in words, even when most of it is still coming', async () => {
  const refused = await upload(formWith(['large.csv', 'x'.repeat(20_000_000)], ['next.csv', 'y']));
  expect(refused).toEqual({ ok: false, error: 'Each file must be smaller than 0.1 MB' });
  expect((await everythingKept()).length).toBeLessThanOrEqual(1);
  expect(await readdir(join(folder, 'files', 'incoming'))).toEqual([]);
});

test('a browser that reads no answer before it has sent everything gets one', async () => {
  const { port } = app.server.address() as AddressInfo;
  const head = '--edge\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\n';
  const tail = '\r\n--edge--\r\n';
  const size = 20_000_000;
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write(
    'POST /files HTTP/1.1\r\nhost: here\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n' +
      `content-type: multipart/form-data; boundary=edge\r\ncontent-length: ${head.length + size + tail.length}\r\n\r\n`,
  );
  const all = Readable.from([
    head,
    ...Array.from({ length: 200 }, () => 'x'.repeat(size / 200)),
    tail,
  ]);
  await pipeline(all, socket, { end: false, signal: AbortSignal.timeout(4_000) });
  await expect.poll(() => socket.writableLength, { timeout: 4_000 }).toBe(0);
  const answer = await text(socket);
  expect(answer).toContain('Each file must be smaller than 0.1 MB');
});

test('a file just at the limit is kept', async () => {
  expect(await upload(formWith(['full.csv', 'x'.repeat(limit)]))).toMatchObject({ ok: true });
});

test('an upload that breaks off leaves nothing behind', async () => {
  const request = httpRequest(addressOf(), {
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=edge',
      'content-length': 50_000,
      'sec-fetch-site': 'same-origin',
    },
  });
  request.write(
    '--edge\r\ncontent-disposition: form-data; name="files"; filename="half.csv"\r\n\r\nhalf a file',
  );
  const incoming = join(folder, 'files', 'incoming');
  await expect.poll(() => readdir(incoming), { timeout: 5_000 }).toHaveLength(1);
  const cut = new Promise((resolve) => request.on('error', resolve));
  request.destroy();
  await cut;
  await expect.poll(() => readdir(incoming), { timeout: 5_000 }).toEqual([]);
  expect(await everythingKept()).toEqual([]);
});

test('a body that is no upload, though it says so, is refused', async () => {
  const response = await fetch(addressOf(), {
    method: 'POST',
    body: 'nonsense',
    headers: { 'content-type': 'multipart/form-data', 'sec-fetch-site': 'same-origin' },
    signal: AbortSignal.timeout(10_000),
  });
  expect(response.status).toBeLessThan(500);
  expect(await everythingKept()).toEqual([]);
});
