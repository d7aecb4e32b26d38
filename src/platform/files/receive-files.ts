import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { Unreadable } from '#platform/http/failures.ts';
import { uploadLimit } from '#platform/http/server.ts';
import { cleanFileName } from './file-name.ts';
import { FileTooLarge, type ArrivedFile, type FileStore } from './file-store.ts';

export type ReceivedUpload =
  | {
      ok: true;
      /** The other fields of the form; of one sent twice, the last. */
      fields: ReadonlyMap<string, string>;
      files: readonly { name: string; sha256: string; bytes: number }[];
    }
  | { ok: false; error: string };

type Fields = Map<string, string>;
type Arrived = { name: string; file: ArrivedFile };
type Intake = { store: FileStore; limit: number; fields: Fields; arrived: Arrived[] };

const malformed =
  'The upload did not arrive whole. Go back, choose the files again, and try again.';
const tooMany = 'More files or fields were sent than one upload may have. Send 100 files at most.';
const limitCodes = new Set(['FST_PARTS_LIMIT', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT']);

/**
 * Takes in the files of an upload as they arrive, and keeps them when all of it is in order;
 * nothing is held in memory, and an upload that is refused leaves nothing behind. `limit` is the
 * largest file, in bytes; `refuse` may refuse the form by its fields, with the sentence to show.
 * An upload that is refused is read to its end all the same, because a browser reads the answer
 * only after it has sent everything. Throws Unreadable when it is no upload as browsers send them.
 */
export async function receiveFiles(
  request: FastifyRequest,
  store: FileStore,
  limit = uploadLimit,
  refuse: (fields: ReadonlyMap<string, string>) => string | undefined = () => undefined,
): Promise<ReceivedUpload> {
  if (!request.isMultipart()) return { ok: false, error: 'Choose one or more files' };
  const fields: Fields = new Map();
  const arrived: Arrived[] = [];
  try {
    const error = (await takeIn(request, { store, limit, fields, arrived })) ?? refuse(fields);
    if (error !== undefined) {
      await dropAll(arrived);
      return { ok: false, error };
    }
    const files: { name: string; sha256: string; bytes: number }[] = [];
    for (const { name, file } of arrived) {
      const { sha256, bytes } = await file.keep();
      files.push({ name, sha256, bytes });
    }
    return { ok: true, fields, files };
  } catch (problem) {
    await dropAll(arrived);
    await readToTheEnd(request);
    throw problem;
  }
}

/** Receives part after part; gives the sentence that refuses the upload, where there is one. */
async function takeIn(
  request: FastifyRequest,
  { store, limit, fields, arrived }: Intake,
): Promise<string | undefined> {
  let isTooLarge = false;
  const parts = request.parts();
  for (;;) {
    const { value: part } = await parts.next().catch(refuseMalformed);
    if (part === undefined) break;
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value));
    } else if (isTooLarge) {
      part.file.resume();
    } else {
      const file = await receiveOne(part.file, store, limit);
      part.file.resume();
      isTooLarge = file === undefined;
      // How browsers send a field in which no file was chosen.
      if (file?.bytes === 0 && !part.filename) await file.drop();
      else if (file !== undefined) arrived.push({ name: cleanFileName(part.filename), file });
    }
  }
  if (isTooLarge) {
    const mebibytes = Number((limit / 1024 / 1024).toFixed(1));
    return `Each file must be smaller than ${mebibytes} MB`;
  }
  return arrived.length === 0 ? 'Choose one or more files' : undefined;
}

/** Undefined when it is too large. */
async function receiveOne(
  content: Readable,
  store: FileStore,
  limit: number,
): Promise<ArrivedFile | undefined> {
  let broken: unknown;
  content.once('error', (problem) => {
    broken = problem;
  });
  try {
    return await store.receive(content, limit);
  } catch (problem) {
    if (problem instanceof FileTooLarge) return undefined;
    // Whether the upload is at fault, or the disk it goes to.
    const endedEarly = content.destroyed && !content.readableEnded;
    if (problem === broken || endedEarly) refuseMalformed(problem);
    throw problem;
  }
}

function refuseMalformed(problem: unknown): never {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : '';
  throw new Unreadable(limitCodes.has(code) ? tooMany : malformed, { cause: problem });
}

async function dropAll(arrived: readonly Arrived[]): Promise<void> {
  for (const { file } of arrived) await file.drop();
}

async function readToTheEnd({ raw }: FastifyRequest): Promise<void> {
  raw.unpipe();
  raw.resume();
  await finished(raw).catch(() => undefined);
}
