import { sql } from 'kysely';
import { listAgreementTitles } from '#core/access/agreements/agreement-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RecordReference } from './audit-entry.ts';
import {
  beginningOfDay,
  endOfDay,
  recordOf,
  type AuditSearch,
  type FoundEntries,
  type FoundEntry,
} from './audit-search.ts';
import { findReferenceInEntries } from './audit-store.ts';
import { agreementIdsIn } from './why-allowed.ts';

const entriesOnAPage = 50;
/** Nobody leafs through more, and counting further would read the whole log. */
const mostCounted = 5_000;

/** One page of the entries that are looked for, the newest first. */
export async function searchEntries(tx: Transaction, search: AuditSearch): Promise<FoundEntries> {
  const matching = await findMatching(tx, search);
  const counted = matching === undefined ? 0 : await countUpTo(tx, matching);
  const total = Math.min(counted, mostCounted);
  const pages = Math.max(1, Math.ceil(total / entriesOnAPage));
  const page = Math.min(search.page, pages);
  const rows =
    matching === undefined
      ? []
      : await matching
          .limit(entriesOnAPage)
          .offset((page - 1) * entriesOnAPage)
          .execute();
  const isMore = counted > mostCounted;
  return { rows: await asEntries(tx, rows), total, isMore, page, pages, pageSize: entriesOnAPage };
}

/** Every entry that is looked for, the newest first, up to a number. */
export async function listEntries(
  tx: Transaction,
  search: AuditSearch,
  atMost: number,
): Promise<FoundEntry[]> {
  const matching = await findMatching(tx, search);
  return matching === undefined ? [] : asEntries(tx, await matching.limit(atMost).execute());
}

/** The newest entries about a record. */
export async function listEntriesAbout(
  tx: Transaction,
  record: RecordReference,
  atMost: number,
): Promise<FoundEntry[]> {
  const reference = await findReferenceInEntries(tx, record);
  if (reference === undefined) return [];
  const rows = await about(entries(tx), reference).limit(atMost).execute();
  return asEntries(tx, rows);
}

/** What was done lately, by the names of the actions: those of the last 20,000 entries. */
export async function listRecentActions(tx: Transaction): Promise<string[]> {
  const recent = tx
    .selectFrom('audit_entries')
    .select('action')
    .orderBy('id', 'desc')
    .limit(20_000);
  const rows = await tx
    .selectFrom(recent.as('recent'))
    .select('action')
    .distinct()
    .orderBy('action')
    .execute();
  return rows.map(({ action }) => action);
}

function entries(tx: Transaction) {
  return tx
    .selectFrom('audit_entries as e')
    .leftJoin('agencies as a', 'a.id', 'e.agency_id')
    .leftJoin('audit_leaves as l', 'l.entry_id', 'e.id')
    .select([
      'e.id',
      'e.at',
      'e.actor',
      'e.actor_name',
      'e.agency_id',
      'a.name as agency_name',
      'e.role',
      'e.action',
      'e.outcome',
      'e.about',
      'e.paths',
      'e.purpose',
      'e.detail',
      'l.position',
    ])
    .orderBy('e.id', 'desc');
}

type EntryQuery = ReturnType<typeof entries>;
type EntryRow = Awaited<ReturnType<EntryQuery['execute']>>[number];

/** Undefined when nothing can match: a protected record whose key was never made, or is destroyed. */
async function findMatching(tx: Transaction, search: AuditSearch): Promise<EntryQuery | undefined> {
  let matching = entries(tx);
  const { from, to, person, agency, action, outcome } = search;
  if (from !== undefined) matching = matching.where('e.at', '>=', beginningOfDay(from));
  if (to !== undefined) matching = matching.where('e.at', '<', endOfDay(to));
  if (agency !== undefined) matching = matching.where('e.agency_id', '=', agency);
  if (action !== undefined) matching = matching.where('e.action', '=', action);
  if (outcome !== undefined) matching = matching.where('e.outcome', '=', outcome);
  if (person !== undefined) {
    const pattern = `%${person.replaceAll(/[\\%_]/g, '\\$&')}%`;
    matching = matching.where((where) =>
      where.or([
        where('e.actor_name', 'ilike', pattern),
        where('e.actor', '=', person),
        where('e.actor', '=', `person:${person}`),
      ]),
    );
  }
  const record = recordOf(search);
  if (record === undefined) {
    return search.kind === undefined ? matching : about(matching, { kind: search.kind });
  }
  const reference = await findReferenceInEntries(tx, record);
  return reference === undefined ? undefined : about(matching, reference);
}

function about(query: EntryQuery, reference: { kind: string; id?: string }): EntryQuery {
  const part = JSON.stringify([reference]);
  return query.where(sql<boolean>`e.about <> '[]' and e.about @> ${part}::jsonb`);
}

/** How many there are; one more than is counted stands for all beyond. */
async function countUpTo(tx: Transaction, matching: EntryQuery): Promise<number> {
  const ids = matching
    .clearSelect()
    .select('e.id as found_id')
    .limit(mostCounted + 1);
  const { total } = await tx
    .selectFrom(ids.as('found'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

async function asEntries(tx: Transaction, rows: readonly EntryRow[]): Promise<FoundEntry[]> {
  const ids = agreementIdsIn(rows.flatMap(({ paths }) => paths as unknown as string[]));
  const agreementTitles = await listAgreementTitles(tx, ids);
  return rows.map((row) => ({ ...asEntry(row), agreementTitles }));
}

function asEntry(row: EntryRow): Omit<FoundEntry, 'agreementTitles'> {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    actorName: row.actor_name,
    agency: row.agency_name ?? row.agency_id ?? undefined,
    role: row.role,
    action: row.action,
    outcome: row.outcome as FoundEntry['outcome'],
    about: row.about as unknown as FoundEntry['about'],
    paths: row.paths as unknown as FoundEntry['paths'],
    purpose: row.purpose ?? undefined,
    detail: row.detail as unknown as FoundEntry['detail'],
    isSealed: row.position !== null,
  };
}
