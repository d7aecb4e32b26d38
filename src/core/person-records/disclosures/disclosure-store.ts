import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Disclosure, DisclosedCategory } from './disclosure.ts';

type ShownCategory = { recordId: string; category: DisclosedCategory };

/**
 * Keeps that these categories were shown to the principal, each record, basis and set of categories once a day.
 * Gives how many of them have a basis by which somebody of another agency may be shown them.
 */
export async function insertDisclosures(
  tx: Transaction,
  shown: readonly ShownCategory[],
  recipient: { userId: string; agencyId: string; name: string },
): Promise<number> {
  const records = shown.map(({ recordId }) => recordId);
  const categories = shown.map(({ category }) => category);
  const { userId, agencyId, name } = recipient;
  const { rows } = await sql<{ based: number }>`
    with bases as materialized (
      select * from access.bases(${records}::uuid[], ${categories}::text[])
    ),
    kept as (
      insert into disclosures (record_id, owner_agency_id, recipient_agency_id, recipient_user_id, recipient_name,
        at, day, categories, purpose, basis, basis_id, agreement_id, agreement_version, gateway_id, expires_at)
      select b.record_id, b.owner_agency_id, ${agencyId}, ${userId}::uuid, ${name},
        me.at, access.day_of(me.at), array_agg(b.category order by b.category), me.purpose, b.basis, b.basis_id,
        b.agreement_id, b.agreement_version, b.gateway_id, b.expires_at
      from bases b, access.principal() me
      group by b.record_id, b.owner_agency_id, me.at, me.purpose, b.basis, b.basis_id, b.agreement_id,
        b.agreement_version, b.gateway_id, b.expires_at
      on conflict do nothing
    )
    select count(*)::integer as based from bases`.execute(tx);
  return rows[0]?.based ?? 0;
}

export type DisclosureSearch = {
  /** What the reader's agency gave, or what it received. */
  direction: 'given' | 'received';
  /** The other agency; undefined for all. */
  agency?: string | undefined;
  recordId?: string | undefined;
};

export type FoundDisclosures = {
  rows: readonly Disclosure[];
  total: number;
  page: number;
  pages: number;
  pageSize: number;
};

const rowsOnAPage = 50;

/** One page of the ledger as the principal, of this agency, may read it; the newest first. */
export async function searchDisclosures(
  tx: Transaction,
  agencyId: string,
  { page: wanted, ...search }: DisclosureSearch & { page: number },
): Promise<FoundDisclosures> {
  const { total } = await matching(tx, agencyId, search)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(total / rowsOnAPage));
  const page = Math.min(wanted, pages);
  const rows = await listDisclosures(tx, agencyId, search, {
    limit: rowsOnAPage,
    offset: (page - 1) * rowsOnAPage,
  });
  return { rows, total, page, pages, pageSize: rowsOnAPage };
}

/** Rows of the ledger, the newest first. */
export async function listDisclosures(
  tx: Transaction,
  agencyId: string,
  search: DisclosureSearch,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<Disclosure[]> {
  const rows = await matching(tx, agencyId, search)
    .innerJoin('agencies as owner', 'owner.id', 'd.owner_agency_id')
    .innerJoin('agencies as recipient', 'recipient.id', 'd.recipient_agency_id')
    .innerJoin('gateways as gateway', 'gateway.id', 'd.gateway_id')
    .leftJoin('agreements as agreement', 'agreement.id', 'd.agreement_id')
    // Through its own policy: who may not see the record reads no name.
    .leftJoin('person_records as record', 'record.id', 'd.record_id')
    .select([
      'd.id',
      'd.record_id as recordId',
      'record.given_names as givenNames',
      'record.family_name as familyName',
      'd.owner_agency_id as ownerAgencyId',
      'owner.name as ownerName',
      'd.recipient_agency_id as recipientAgencyId',
      'recipient.name as recipientAgencyName',
      'd.recipient_name as recipientName',
      'd.at',
      'd.categories',
      'd.purpose',
      'd.basis',
      'agreement.title as agreementTitle',
      'd.agreement_version as agreementVersion',
      'gateway.name as gateway',
      'd.expires_at as expiresAt',
    ])
    .orderBy('d.at', 'desc')
    .orderBy('d.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ givenNames, familyName, basis, ...row }) => ({
    ...row,
    basis: basis as Disclosure['basis'],
    name: givenNames === null ? undefined : `${givenNames} ${familyName ?? ''}`,
  }));
}

function matching(
  tx: Transaction,
  agencyId: string,
  { direction, agency, recordId }: DisclosureSearch,
) {
  const [mine, theirs] =
    direction === 'given'
      ? (['d.owner_agency_id', 'd.recipient_agency_id'] as const)
      : (['d.recipient_agency_id', 'd.owner_agency_id'] as const);
  let query = tx.selectFrom('disclosures as d').where(mine, '=', agencyId);
  if (agency !== undefined) query = query.where(theirs, '=', agency);
  if (recordId !== undefined) query = query.where('d.record_id', '=', recordId);
  return query;
}
