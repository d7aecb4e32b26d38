import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { Agreement, KeptTerm, Party, Version, VersionLine } from './agreement.ts';

/**
 * Every agreement that somebody of an agency may read, by title: drafts only of their own. `now` tells which
 * versions are in force.
 */
export async function listAgreements(
  tx: Transaction,
  reader: { agencyId: string | undefined; now: Date },
): Promise<Agreement[]> {
  const rows = await agreements(tx).orderBy('title').orderBy('agreements.id').execute();
  const versions = await listVersions(tx, reader.now);
  return rows.flatMap((row) => {
    const agreement = agreementFrom(row, versions.get(row.id) ?? [], reader.agencyId);
    return agreement === undefined ? [] : [agreement];
  });
}

/** One agreement, as far as this agency may read it. Throws NotFound. */
export async function getAgreement(
  tx: Transaction,
  id: string,
  reader: { agencyId: string | undefined; now: Date },
): Promise<Agreement> {
  const row = await agreements(tx).where('agreements.id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  const versions = await listVersions(tx, reader.now, id);
  const agreement = agreementFrom(row, versions.get(id) ?? [], reader.agencyId);
  if (agreement === undefined) throw new NotFound();
  return agreement;
}

/** What agreements are called, by their ids. */
export async function listAgreementTitles(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('agreements')
    .select(['id', 'title'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** A version with its parties and terms, as far as this agency may read it. Throws NotFound. */
export async function getVersion(
  tx: Transaction,
  { agreementId, number }: { agreementId: string; number: number },
  reader: { agencyId: string | undefined; now: Date },
): Promise<Version> {
  const agreement = await getAgreement(tx, agreementId, reader);
  const line = agreement.versions.find((one) => one.number === number);
  if (line === undefined) throw new NotFound();
  const [parties, terms] = [await listParties(tx, line.id), await listTerms(tx, line.id)];
  return { ...line, agreement, parties, terms };
}

/** The parties of a version by name, with their signatures. */
export async function listParties(tx: Transaction, versionId: string): Promise<Party[]> {
  const rows = await tx
    .selectFrom('agreement_parties as party')
    .innerJoin('agencies', 'agencies.id', 'party.agency_id')
    .leftJoin('agreement_signatures as signature', (join) =>
      join
        .onRef('signature.version_id', '=', 'party.version_id')
        .onRef('signature.agency_id', '=', 'party.agency_id'),
    )
    .select([
      'agencies.id',
      'agencies.name',
      'agencies.is_in_duty_gateway as isInDutyGateway',
      'agencies.is_health_or_social_care as isHealthOrSocialCare',
      'signature.signed_by_name as byName',
      'signature.signed_at as at',
      'signature.left_at as leftAt',
    ])
    .where('party.version_id', '=', versionId)
    .orderBy('agencies.name')
    .execute();
  return rows.map(({ byName, at, leftAt, ...party }) => ({
    ...party,
    signature:
      byName === null || at === null ? undefined : { byName, at, leftAt: leftAt ?? undefined },
  }));
}

/** The terms of a version, in no order that means anything. */
export async function listTerms(tx: Transaction, versionId: string): Promise<KeptTerm[]> {
  const rows = await tx
    .selectFrom('agreement_terms')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('agency_id')
    .orderBy('direction')
    .orderBy('purpose')
    .orderBy('category')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agency_id,
    direction: row.direction as KeptTerm['direction'],
    category: row.category as KeptTerm['category'],
    purpose: row.purpose as KeptTerm['purpose'],
    gatewayId: row.gateway_id ?? undefined,
    heldAs: row.held_as as KeptTerm['heldAs'],
    processing: row.processing as KeptTerm['processing'],
  }));
}

/** The proposed versions that wait for this agency's signature on a day, the soonest to begin first. */
export async function listToSign(
  tx: Transaction,
  agencyId: string,
  today: string,
): Promise<{ agreementId: string; number: number; title: string; fromOn: string }[]> {
  return tx
    .selectFrom('agreement_versions as version')
    .innerJoin('agreements', 'agreements.id', 'version.agreement_id')
    .innerJoin('agreement_parties as party', 'party.version_id', 'version.id')
    .leftJoin('agreement_signatures as signature', (join) =>
      join
        .onRef('signature.version_id', '=', 'version.id')
        .onRef('signature.agency_id', '=', 'party.agency_id'),
    )
    .select(['agreements.id as agreementId', 'version.number', 'title', 'from_on as fromOn'])
    .where('party.agency_id', '=', agencyId)
    .where('signature.version_id', 'is', null)
    .where('version.proposed_at', 'is not', null)
    .where('version.revoked_at', 'is', null)
    .where('version.until_on', '>', today)
    .orderBy('version.from_on')
    .orderBy('title')
    .execute();
}

function agreements(tx: Transaction) {
  return tx
    .selectFrom('agreements')
    .leftJoin('agencies', 'agencies.id', 'agreements.kept_by')
    .select(['agreements.id', 'title', 'kept_by as keptBy', 'agencies.name as keeperName']);
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof agreements>['execute']>>[number];

/** Without the drafts of others; undefined when nothing is left to read. */
function agreementFrom(
  { id, title, keptBy, keeperName }: AgreementRow,
  versions: readonly VersionLine[],
  agencyId: string | undefined,
): Agreement | undefined {
  const isKeeper = keptBy !== null && keptBy === agencyId;
  const readable = versions.filter(({ proposedAt }) => isKeeper || proposedAt !== undefined);
  if (readable.length === 0) return undefined;
  const keeper = keptBy === null ? undefined : { id: keptBy, name: keeperName ?? keptBy };
  return { id, title, keptBy: keeper, versions: readable };
}

async function listVersions(
  tx: Transaction,
  now: Date,
  agreementId?: string,
): Promise<Map<string, VersionLine[]>> {
  const { rows } = await sql<VersionRow>`
    select v.id, v.agreement_id as "agreementId", v.number, v.summary, v.from_on as "fromOn",
      v.until_on as "untilOn", v.proposed_at as "proposedAt", proposer.name as "proposedBy",
      v.revoked_at as "revokedAt", revoker.name as "revokedBy", v.revision,
      v.id in (select version_id from access.versions_in_force(${now})) as "isInForce",
      (select count(*) from agreement_parties p where p.version_id = v.id)::integer as "partyCount",
      (select count(*) from agreement_signatures s
        where s.version_id = v.id and s.left_at is null)::integer as "signatureCount"
    from agreement_versions v
    left join users proposer on proposer.id = v.proposed_by
    left join users revoker on revoker.id = v.revoked_by
    where ${agreementId ?? null}::uuid is null or v.agreement_id = ${agreementId ?? null}
    order by v.number desc`.execute(tx);
  const byAgreement = new Map<string, VersionLine[]>();
  for (const row of rows) {
    const versions = byAgreement.get(row.agreementId) ?? [];
    byAgreement.set(row.agreementId, [...versions, versionFrom(row)]);
  }
  return byAgreement;
}

type VersionRow = Omit<VersionLine, 'proposedAt' | 'proposedBy' | 'revokedAt' | 'revokedBy'> & {
  agreementId: string;
  proposedAt: Date | null;
  proposedBy: string | null;
  revokedAt: Date | null;
  revokedBy: string | null;
};

function versionFrom(row: VersionRow): VersionLine {
  const { id, number, summary, fromOn, untilOn, isInForce, revision } = row;
  return {
    id,
    number,
    summary,
    fromOn,
    untilOn,
    isInForce,
    revision,
    partyCount: row.partyCount,
    signatureCount: row.signatureCount,
    proposedAt: row.proposedAt ?? undefined,
    proposedBy: row.proposedBy ?? undefined,
    revokedAt: row.revokedAt ?? undefined,
    revokedBy: row.revokedBy ?? undefined,
  };
}
