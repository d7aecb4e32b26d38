import { mkdtemp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorWords } from '#core/pages/error-words.ts';
import { makeServer } from '#platform/http/server.ts';
import { makeLog } from '#platform/log.ts';
import { NoRoom } from '#platform/http/failures.ts';
import type { DiskSpace } from './disk-space.ts';
import { openFileStore, type FileStore } from './file-store.ts';
import { receiveFiles, type ReceivedUpload } from './receive-files.ts';

const limit = 100_000;
const fileHeader = 'content-disposition: form-data; name="files"; filename="a.csv"';
const part = (header: string, content: string, boundary = 'edge'): string =>
  `--${boundary}\r\n${header}\r\n\r\n${content}\r\n`;
const end = '--edge--\r\n';
const usualType = 'multipart/form-data; boundary=edge';

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
    const received = await receiveFiles(request, store, limit, (fields) =>
      fields.get('month') === 'never' ? 'Choose a month' : undefined,
    );
    return received.ok ? { ...received, fields: Object.fromEntries(received.fields) } : received;
  });
  app.setErrorHandler((problem, _request, reply) => {
    failures.push(problem);
    const { status, paragraphs } = errorWords(problem);
    return reply.code(status).send(paragraphs.join(' '));
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
  expect(await everythingKept()).toEqual([]);
});

describe('a browser that reads no answer before it has sent everything gets one', () => {
  test('when a file is too large', async () => {
    expect(await sendThenRead()).toContain('Each file must be smaller than 0.1 MB');
  });

  test('when the disk is nearly full', async () => {
    store = await openFileStore(join(folder, 'files'), nearlyFull);
    expect(await sendThenRead()).toContain('The disk is nearly full');
    expect(failures).toEqual([expect.any(NoRoom)]);
    expect(await everythingKept()).toEqual([]);
  });

  test('when there are too many files', async () => {
    expect(await sendThenRead(part(fileHeader, 'x').repeat(101))).toContain('More files or fields');
    expect(await everythingKept()).toEqual([]);
  });
});

async function nearlyFull(): Promise<DiskSpace> {
  return { size: 1_000_000_000, free: 100_000_000 };
}

/** Sends a large upload to its end without looking at the answer, then reads that. */
async function sendThenRead(before = ''): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  const head = `${before}--edge\r\n${fileHeader}\r\n\r\n`;
  const tail = `\r\n${end}`;
  const size = 20_000_000;
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write(
    'POST /files HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\nconnection: close\r\n' +
      `content-type: ${usualType}\r\ncontent-length: ${head.length + size + tail.length}\r\n\r\n`,
  );
  const chunks = Array.from({ length: 200 }, () => 'x'.repeat(size / 200));
  const all = Readable.from([head, ...chunks, tail]);
  await pipeline(all, socket, { end: false, signal: AbortSignal.timeout(4_000) });
  await expect.poll(() => socket.writableLength, { timeout: 4_000 }).toBe(0);
  return text(socket);
}

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

/** Sends a body as it is, and gives the status and words of the answer. */
async function sendBody(
  body: string,
  type = usualType,
): Promise<{ status: number; words: string }> {
  const response = await fetch(addressOf(), {
    method: 'POST',
    body,
    headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' },
    signal: AbortSignal.timeout(10_000),
  });
  return { status: response.status, words: await response.text() };
}

describe('an upload that is not as browsers send them is refused in words, and nothing is kept', () => {
  const whole = part(fileHeader, 'whole');
  const large = part(fileHeader, 'x'.repeat(90_000));
  test.each([
    ['says it is one and is not', 'nonsense', 'multipart/form-data'],
    ['names an edge that never comes', whole + end, 'multipart/form-data; boundary=other'],
    ['names no edge', whole + end, 'multipart/form-data; boundary='],
    ['names an endless edge', whole + end, `multipart/form-data; boundary=${'e'.repeat(5_000)}`],
    ['is cut off after a file', whole, usualType],
    [
      'is cut off in the middle of a file',
      whole + part(fileHeader, 'half').slice(0, -2),
      usualType,
    ],
    ['is cut off in a large file', `${whole}${large.slice(0, -100)}`, usualType],
    ['is cut off in its headers', `${whole}--edge\r\n${fileHeader}`, usualType],
    [
      'has a part without a line between header and content',
      `--edge\r\n${fileHeader}${end}`,
      usualType,
    ],
    [
      'has a field that would change every object',
      whole + part('content-disposition: form-data; name="__proto__"', 'x') + end,
      usualType,
    ],
    [
      'has a file that would',
      whole + part(fileHeader.replace('files', '__proto__'), 'x') + end,
      usualType,
    ],
    ['has too many files', part(fileHeader, 'x').repeat(101) + end, usualType],
    [
      'has too many fields',
      whole + part('content-disposition: form-data; name="f"', 'x').repeat(21) + end,
      usualType,
    ],
    [
      'has too many parts',
      whole + part('content-disposition: form-data; name="f"', 'x').repeat(1_500) + end,
      usualType,
    ],
    [
      'has too many parts that are nothing',
      whole + part('x-nothing: here', 'x').repeat(1_500) + end,
      usualType,
    ],
  ])('%s', async (_what, body, type) => {
    const { status, words } = await sendBody(body, type);
    expect(status).toBe(400);
    expect(words).toMatch(/^(The upload did not arrive whole|More files or fields were sent)/);
    expect(await everythingKept()).toEqual([]);
  });

  test('and one that carries an empty body has no file', async () => {
    expect(await sendBody('')).toMatchObject({
      status: 200,
      words: expect.stringContaining('Choose'),
    });
    expect(await sendBody(end)).toMatchObject({
      status: 200,
      words: expect.stringContaining('Choose'),
    });
  });
});

test.each([
  ['filename="C:\\\\data\\\\june.csv"', 'june.csv'],
  ['filename="../../etc/passwd"', 'passwd'],
  ['filename=june.csv', 'june.csv'],
  ['filename="june\0.csv"', 'june.csv'],
  ['filename="ju\tne\u202e.csv"', 'june.csv'],
  ['filename="june.csv', 'june.csv'],
  [`filename="${'j'.repeat(300)}.csv"`, 'j'.repeat(200)],
  ['filename=".."', 'file without a name'],
  ['filename=""', 'file without a name'],
  [`filename*=UTF-8''jun%C3%A9.csv`, 'juné.csv'],
])('a file whose header says %s is called %s', async (given, name) => {
  const header = `content-disposition: form-data; name="files"; ${given}`;
  const { status, words } = await sendBody(part(header, 'x') + end);
  expect(status).toBe(200);
  expect(JSON.parse(words)).toMatchObject({ ok: true, files: [{ name, bytes: 1 }] });
});

test('an upload whose form is refused leaves nothing but what another upload brought', async () => {
  await upload(formWith(['ours.csv', 'the same']));
  const form = formWith(['a.csv', 'the same'], ['b.csv', 'new'], ['c.csv', 'new']);
  form.append('month', 'never');
  expect(await upload(form)).toEqual({ ok: false, error: 'Choose a month' });
  expect(await everythingKept()).toHaveLength(1);
});
