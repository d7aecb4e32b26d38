import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';

/** A file that was sent and waits for its columns to be named. */
export type CountUpload = { id: string; name: string; sha256: string; bytes: number };

export async function insertUpload(
  tx: Transaction,
  { id, name, sha256, bytes }: CountUpload,
  uploaded: { by: string; at: Date },
): Promise<void> {
  await tx
    .insertInto('count_uploads')
    .values({
      id,
      file_name: name,
      file_sha256: sha256,
      bytes,
      uploaded_by: uploaded.by,
      uploaded_at: uploaded.at,
    })
    .execute();
}

/** An upload of this actor; NotFound when there is none, or it is somebody else's. */
export async function getUpload(tx: Transaction, id: string, actor: string): Promise<CountUpload> {
  const row = await tx
    .selectFrom('count_uploads')
    .select(['id', 'file_name as name', 'file_sha256 as sha256', 'bytes'])
    .where('id', '=', id)
    .where('uploaded_by', '=', actor)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound('There is no such file.');
  return row;
}

/** Takes uploads from before a moment off the list; gives the hashes of their files. */
export async function takeUploadsBefore(tx: Transaction, before: Date): Promise<string[]> {
  const taken = await tx
    .deleteFrom('count_uploads')
    .where('uploaded_at', '<', before)
    .returning('file_sha256 as sha256')
    .execute();
  return taken.map(({ sha256 }) => sha256);
}
