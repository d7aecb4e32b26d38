import type { FastifyRequest } from 'fastify';
import { FileTooLarge, type FileStore, type KeptFile } from './file-store.ts';
import { uploadLimit } from '#platform/http/server.ts';

export type ReceivedUpload =
  | {
      ok: true;
      /** The other fields of the form; of one sent twice, the last. */
      fields: ReadonlyMap<string, string>;
      files: readonly { name: string; sha256: string; bytes: number }[];
    }
  | { ok: false; error: string };

/**
 * Keeps the files of an upload as they arrive; nothing is held in memory. `limit` is the largest
 * file, in bytes. An upload with a file that is larger is read to its end all the same, because a
 * browser reads the answer only after it has sent everything.
 */
export async function receiveFiles(
  request: FastifyRequest,
  store: FileStore,
  limit = uploadLimit,
): Promise<ReceivedUpload> {
  if (!request.isMultipart()) return { ok: false, error: 'Choose one or more files' };
  const fields = new Map<string, string>();
  let isTooLarge = false;
  const files: { name: string; sha256: string; bytes: number }[] = [];
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      fields.set(part.fieldname, String(part.value));
    } else if (isTooLarge || !part.filename) {
      part.file.resume();
    } else {
      const kept = await store.keep(part.file, limit).catch(undefinedWhenTooLarge);
      part.file.resume();
      isTooLarge = kept === undefined;
      if (kept !== undefined) files.push(nameKept(part.filename, kept));
    }
  }
  if (isTooLarge) {
    const mebibytes = Number((limit / 1024 / 1024).toFixed(1));
    return { ok: false, error: `Each file must be smaller than ${mebibytes} MB` };
  }
  if (files.length === 0) return { ok: false, error: 'Choose one or more files' };
  return { ok: true, fields, files };
}

function nameKept(name: string, { sha256, bytes }: KeptFile) {
  return { name, sha256, bytes };
}

function undefinedWhenTooLarge(problem: unknown): undefined {
  if (!(problem instanceof FileTooLarge)) throw problem;
}
