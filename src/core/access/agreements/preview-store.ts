import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Category } from './term.ts';

/** A number of people, or undefined for one of 1 to 4, which the database does not tell. */
export type SmallSafeCount = number | undefined;

/** What the people of one agency gain or lose of another's records, of one category. */
export type PreviewLine = {
  change: 'gains' | 'loses';
  giverId: string;
  receiverId: string;
  category: Category;
  people: SmallSafeCount;
  /** About how many: each kind of record (held as, processed as) is rounded to fives, and never to nothing. */
  records: number;
};

/** About how many records of one agency somebody gains or loses anything of. */
export type PreviewTotal = Pick<PreviewLine, 'change' | 'giverId' | 'records'>;

export type Preview = { lines: readonly PreviewLine[]; totals: readonly PreviewTotal[] };

/**
 * What would change if every party signed this version, on its first day or now if that is later. Empty for
 * whoever may not ask.
 */
export async function readPreview(tx: Transaction, versionId: string): Promise<Preview> {
  const { rows } = await sql<Row>`
    select change, giver, receiver, category, people, records
    from access.preview_version(${versionId})
    order by change, giver, receiver, category`.execute(tx);
  const lines = rows.flatMap(({ change, giver, receiver, category, people, records }) =>
    receiver === null || category === null
      ? []
      : [
          {
            change,
            giverId: giver,
            receiverId: receiver,
            category,
            people: people ?? undefined,
            records,
          },
        ],
  );
  const totals = rows.flatMap(({ change, giver, receiver, records }) =>
    receiver === null ? [{ change, giverId: giver, records }] : [],
  );
  return { lines, totals };
}

type Row = {
  change: 'gains' | 'loses';
  giver: string;
  receiver: string | null;
  category: Category | null;
  people: number | null;
  records: number;
};
