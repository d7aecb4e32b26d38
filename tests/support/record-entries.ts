import pg from 'pg';
import { markOf } from '#core/audit/record-mark.ts';
import { administratorConnection, type DatabaseAddress } from '#platform/database/connection.ts';
import { hashToken } from '#platform/session/session-token.ts';

/** From which moment, or after which entry, somebody must have been written down. */
type Since = { after: number } | { since: Date };

/** Who was given which record of a person, read past every policy. */
export type RecordEntries = {
  /** The number of the newest entry of all. */
  last(): Promise<number>;
  /** Those of the records about which this person has no entry from then on. */
  findMissing(userId: string, records: readonly string[], since: Since): Promise<string[]>;
  /** The numbers of all records of people. */
  listRecords(): Promise<ReadonlySet<string>>;
  /** Whose session this is, if it opens the workspace. */
  findUser(token: string): Promise<string | undefined>;
  close(): Promise<void>;
};

/** Reads the trace as an administrator of the database, who knows which mark stands for which record. */
export function openRecordEntries(address: DatabaseAddress): RecordEntries {
  const pool = new pg.Pool({ ...administratorConnection(address), max: 4 });
  pool.on('error', () => undefined);
  const marks = new Map<string, string>();

  async function learnMarks(records: readonly string[]): Promise<void> {
    const unknown = records.filter((id) => !marks.has(id));
    if (unknown.length === 0) return;
    const { rows } = await pool.query<{ subject: string; key: Buffer }>(
      'select subject, key from audit_subject_keys where subject = any ($1)',
      [unknown],
    );
    for (const { subject: id, key } of rows)
      marks.set(id, markOf({ kind: 'person-record', id }, key));
  }

  return {
    async last() {
      const { rows } = await pool.query<{ last: number }>(
        'select coalesce(max(id), 0)::float8 as last from audit_entries',
      );
      return rows[0]?.last ?? 0;
    },
    async findMissing(userId, records, since) {
      if (records.length === 0) return [];
      await learnMarks(records);
      const bounds = 'after' in since ? [since.after, new Date(0)] : [0, since.since];
      const { rows } = await pool.query<{ mark: string }>(
        `select distinct part ->> 'id' as mark
          from audit_entries, jsonb_array_elements(about::jsonb) part
          where actor = $1 and id > $2 and at >= $3 and part ->> 'kind' = 'person-record'`,
        [`person:${userId}`, ...bounds],
      );
      const written = new Set(rows.map(({ mark }) => mark));
      return [...new Set(records)].filter((id) => !written.has(marks.get(id) ?? ''));
    },
    async listRecords() {
      const { rows } = await pool.query<{ id: string }>('select id from person_records');
      return new Set(rows.map(({ id }) => id));
    },
    async findUser(token) {
      const { rows } = await pool.query<{ userId: string }>(
        `select user_id as "userId" from sessions where token_hash = $1 and strength = 'strong'`,
        [hashToken(token)],
      );
      return rows[0]?.userId;
    },
    close: () => pool.end(),
  };
}
