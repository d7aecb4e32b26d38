import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

/** What one source counted of one measure in one part of the definition. */
export type SeriesKey = { part: string; source: string; measure: string };

export type SeriesSummary = SeriesKey & {
  areas: number;
  firstMonth: string;
  newestMonth: string;
  definitionLabels: readonly string[];
  /** The newest of the definition’s versions by whose parts the counts were sorted. */
  definitionVersion: number;
};

/** A count of a series; null where it was left blank. */
export type SeriesCount = { areaCode: string; month: string; count: number | null };

/** Real counts as soon as there are any, else the demonstration's; undefined when there is neither. */
export async function findCurrentOrigin(tx: Transaction): Promise<CountOrigin | undefined> {
  const rows = await tx
    .selectFrom('count_months')
    .select('origin')
    .distinct()
    .where('is_current', '=', true)
    .execute();
  const origins = rows.map(({ origin }) => origin as CountOrigin);
  return origins.find((origin) => origin === 'partners') ?? origins[0];
}

/** The sources that are loaded and current, with the newest month of each. */
export async function listLoadedSources(
  tx: Transaction,
  origin: CountOrigin,
): Promise<{ source: string; newestMonth: string }[]> {
  return tx
    .selectFrom('count_months')
    .select(({ fn }) => ['source', fn.max('month').as('newestMonth')])
    .where('origin', '=', origin)
    .where('is_current', '=', true)
    .groupBy('source')
    .orderBy('source')
    .execute();
}

/** Every current series, by part, source and measure. They are never added together. */
export async function listSeries(tx: Transaction, origin: CountOrigin): Promise<SeriesSummary[]> {
  return current(tx, origin)
    .innerJoin('count_imports as imports', 'imports.id', 'months.import_id')
    .innerJoin('definition_versions as versions', 'versions.version', 'imports.definition_version')
    .groupBy(['counts.part', 'counts.source', 'counts.measure'])
    .select(({ fn }) => [
      'counts.part',
      'counts.source',
      'counts.measure',
      sql<number>`count(distinct counts.area_code)::int`.as('areas'),
      fn.min('counts.month').as('firstMonth'),
      fn.max('counts.month').as('newestMonth'),
      sql<string[]>`array_agg(distinct versions.label)`.as('definitionLabels'),
      fn.max('versions.version').as('definitionVersion'),
    ])
    .orderBy('counts.part')
    .orderBy('counts.source')
    .orderBy('counts.measure')
    .execute();
}

/** A month of a series: for how many areas it was sent, and for how many of them with a count. */
export type SeriesMonth = SeriesKey & { month: string; areas: number; given: number };

/** Which months of every current series were sent, and how complete each is. */
export async function listSeriesMonths(
  tx: Transaction,
  origin: CountOrigin,
): Promise<SeriesMonth[]> {
  return current(tx, origin)
    .groupBy(['counts.part', 'counts.source', 'counts.measure', 'counts.month'])
    .select([
      'counts.part',
      'counts.source',
      'counts.measure',
      'counts.month',
      sql<number>`count(*)::int`.as('areas'),
      sql<number>`count(counts.count)::int`.as('given'),
    ])
    .orderBy('counts.source')
    .orderBy('counts.measure')
    .orderBy('counts.part')
    .orderBy('counts.month')
    .execute();
}

/** The current counts of one series, by area and month. */
export async function listSeriesCounts(
  tx: Transaction,
  origin: CountOrigin,
  { part, source, measure }: SeriesKey,
): Promise<SeriesCount[]> {
  return current(tx, origin)
    .where('counts.part', '=', part)
    .where('counts.source', '=', source)
    .where('counts.measure', '=', measure)
    .select(['counts.area_code as areaCode', 'counts.month', 'counts.count'])
    .orderBy('counts.area_code')
    .orderBy('counts.month')
    .execute();
}

/** Every current series, by part, source and measure, with its counts by area and month. */
export async function listAllCounts(
  tx: Transaction,
  origin: CountOrigin,
): Promise<{ series: SeriesKey; counts: SeriesCount[] }[]> {
  const rows = await current(tx, origin)
    .select([
      'counts.part',
      'counts.source',
      'counts.measure',
      'counts.area_code as areaCode',
      'counts.month',
      'counts.count',
    ])
    .orderBy('counts.part')
    .orderBy('counts.source')
    .orderBy('counts.measure')
    .orderBy('counts.area_code')
    .orderBy('counts.month')
    .execute();
  const all: { series: SeriesKey; counts: SeriesCount[] }[] = [];
  for (const { part, source, measure, ...count } of rows) {
    const last = all.at(-1);
    const { series } = last ?? {};
    if (series?.part === part && series.source === source && series.measure === measure)
      last?.counts.push(count);
    else all.push({ series: { part, source, measure }, counts: [count] });
  }
  return all;
}

function current(tx: Transaction, origin: CountOrigin) {
  return tx
    .selectFrom('partner_counts as counts')
    .innerJoin('count_months as months', (join) =>
      join
        .onRef('months.import_id', '=', 'counts.import_id')
        .onRef('months.source', '=', 'counts.source')
        .onRef('months.measure', '=', 'counts.measure')
        .onRef('months.month', '=', 'counts.month'),
    )
    .where('months.origin', '=', origin)
    .where('months.is_current', '=', true);
}
