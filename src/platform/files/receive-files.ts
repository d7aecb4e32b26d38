import type { FastifyRequest } from 'fastify';
import { FileTooLarge, type FileStore } from './file-store.ts';
import { uploadLimit } from '#platform/http/server.ts';

export type ReceivedUpload =
  | {
      ok: true;
      idempotencyKey: string | undefined;
      files: readonly { name: string; sha256: string; bytes: number }[];
    }
  | { ok: false; error: string };

/** Keeps the files of an upload as they arrive; nothing is held in memory. */
export async function receiveFiles(
  request: FastifyRequest,
  store: FileStore,
): Promise<ReceivedUpload> {
  if (!request.isMultipart()) return { ok: false, error: 'Choose one or more files' };
  let idempotencyKey: string | undefined;
  const files: { name: string; sha256: string; bytes: number }[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === 'idempotencyKey') idempotencyKey = String(part.value);
      } else if (part.filename === '') {
        part.file.resume();
      } else {
        const { sha256, bytes } = await store.keep(part.file, uploadLimit);
        if (part.file.truncated) throw new FileTooLarge();
        files.push({ name: part.filename, sha256, bytes });
      }
    }
  } catch (problem) {
    if (!(problem instanceof FileTooLarge)) throw problem;
    const mebibytes = uploadLimit / 1024 / 1024;
    return { ok: false, error: `Each file must be smaller than ${mebibytes} MB` };
  }
  if (files.length === 0) return { ok: false, error: 'Choose one or more files' };
  return { ok: true, idempotencyKey, files };
}
