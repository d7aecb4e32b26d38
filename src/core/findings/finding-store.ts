import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { FigureAddress } from './figure-kind.ts';
import type { Finding, FindingLine, FindingSearch, FoundFindings } from './finding.ts';
import { FrozenFigure } from './frozen-figure.ts';

export type NewFinding = {
  id: string;
  sentence: string;
  address: FigureAddress;
  figure: FrozenFigure;
  /** The actor, as the trace names them. */
  author: string;
  authorName: string;
  agency: { id: string; name: string };
  recordedAt: Date;
};

const findingsOnAPage = 20;

export async function insertFinding(tx: Transaction, finding: NewFinding): Promise<void> {
  const { address, figure, agency } = finding;
  await tx
    .insertInto('findings')
    .values({
      id: finding.id,
      sentence: finding.sentence,
      figure_kind: address.kind,
      figure_query: address.query,
      figure: JSON.stringify(figure),
      definition_version: figure.definitionVersion,
      author: finding.author,
      author_name: finding.authorName,
      agency_id: agency.id,
      agency_name: agency.name,
      recorded_at: finding.recordedAt,
    })
    .execute();
}

/** Puts a newer finding in the place of an older; false when another has taken it. */
export async function insertSupersession(
  tx: Transaction,
  { olderId, newerId, reason }: { olderId: string; newerId: string; reason: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('finding_supersessions')
    .values({ older_id: olderId, newer_id: newerId, reason })
    .onConflict((conflict) => conflict.column('older_id').doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}

/** A finding, what it takes the place of and what took its place. Throws NotFound. */
export async function getFinding(tx: Transaction, id: string): Promise<Finding> {
  const row = await tx
    .selectFrom('findings as own')
    .leftJoin('finding_supersessions as before', 'before.newer_id', 'own.id')
    .leftJoin('findings as older', 'older.id', 'before.older_id')
    .leftJoin('finding_supersessions as after', 'after.older_id', 'own.id')
    .leftJoin('findings as newer', 'newer.id', 'after.newer_id')
    .selectAll('own')
    .select([
      'older.id as olderId',
      'older.sentence as olderSentence',
      'before.reason as ownReason',
      'newer.id as newerId',
      'newer.sentence as newerSentence',
      'newer.author_name as newerBy',
      'newer.recorded_at as newerAt',
      'after.reason as newerReason',
    ])
    .where('own.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new NotFound();
  const { olderId, olderSentence, newerId, newerSentence, newerBy, newerAt } = row;
  return {
    id: row.id,
    sentence: row.sentence,
    address: { kind: row.figure_kind, query: row.figure_query },
    figure: FrozenFigure.parse(row.figure),
    author: { name: row.author_name, agency: row.agency_name },
    recordedAt: row.recorded_at,
    supersedes:
      olderId === null
        ? undefined
        : { id: olderId, sentence: olderSentence ?? '', reason: row.ownReason ?? '' },
    supersededBy:
      newerId === null || newerAt === null
        ? undefined
        : {
            id: newerId,
            sentence: newerSentence ?? '',
            reason: row.newerReason ?? '',
            by: newerBy ?? '',
            at: newerAt,
          },
  };
}

/** One page of the findings that are looked for, the newest first. */
export async function listFindings(tx: Transaction, search: FindingSearch): Promise<FoundFindings> {
  let found = lines(tx);
  if (search.state === 'in-use') found = found.where('older_id', 'is', null);
  if (search.state === 'superseded') found = found.where('older_id', 'is not', null);
  for (const word of search.words) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    found = found.where(
      sql<boolean>`concat_ws(' ', sentence, figure ->> 'title', author_name, agency_name) ilike ${pattern}`,
    );
  }
  const { total } = await found
    .clearSelect()
    .select(({ fn }) => fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(Number(total) / findingsOnAPage));
  const page = Math.min(search.page, pages);
  const rows = await found
    .orderBy('position', 'desc')
    .limit(findingsOnAPage)
    .offset((page - 1) * findingsOnAPage)
    .execute();
  const about = { total: Number(total), page, pages, pageSize: findingsOnAPage };
  return { ...about, rows: rows.map(asLine) };
}

/** The findings in use that were recorded from this very figure, the newest first; at most five. */
export async function listFindingsFrom(
  tx: Transaction,
  { kind, query }: FigureAddress,
): Promise<FindingLine[]> {
  const rows = await lines(tx)
    .where('figure_kind', '=', kind)
    .where('figure_query', '=', query)
    .where('older_id', 'is', null)
    .orderBy('position', 'desc')
    .limit(5)
    .execute();
  return rows.map(asLine);
}

function lines(tx: Transaction) {
  return tx
    .selectFrom('findings')
    .leftJoin('finding_supersessions', 'older_id', 'findings.id')
    .select([
      'findings.id',
      'sentence',
      'author_name',
      'agency_name',
      'recorded_at',
      'older_id',
      sql<string>`figure ->> 'title'`.as('title'),
    ]);
}

type LineRow = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

function asLine(row: LineRow): FindingLine {
  return {
    id: row.id,
    sentence: row.sentence,
    figureTitle: row.title,
    author: { name: row.author_name, agency: row.agency_name },
    recordedAt: row.recorded_at,
    isSuperseded: row.older_id !== null,
  };
}
