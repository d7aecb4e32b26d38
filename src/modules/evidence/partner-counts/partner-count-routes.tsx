import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import type { Transaction } from '#platform/database/database.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import { evidencePaths } from '../paths.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { verdictInShort } from '../figures/trend-words.ts';
import { CountSeriesPage } from './count-series-page.tsx';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesCounts,
  type SeriesSummary,
} from './count-series-store.ts';
import { findAreas, findPartMonths, makeCountTrend } from './count-trend.ts';
import { countNotice } from './count-words.ts';
import { makeCountFigure } from './count-figure.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';
import { PartnerCountsPage, type SeriesLine } from './partner-counts-page.tsx';

const Query = z.object({
  part: z.string().catch(''),
  source: z.string().catch(''),
  measure: z.string().catch(''),
  area: z.string().optional().catch(undefined),
});

/** What partners count: every series by part, and each on a page of its own. */
export function partnerCountRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.partnerCounts(), needs('evidence.read'), async (request, reply) => {
    const principal = principalOf(request);
    const { origin, lines } = await service.database.transaction(principal, async (tx) => {
      const current = await findCurrentOrigin(tx);
      return {
        origin: current,
        lines: current === undefined ? [] : await listLines(tx, current),
      };
    });
    const parts = namedParts(service, lines);
    return reply.page(
      <PartnerCountsPage
        parts={parts.map((part) => ({
          ...part,
          lines: lines.filter((line) => line.part === part.id),
        }))}
        notice={origin === undefined ? undefined : countNotice(service, origin)}
        mayLoad={isAllowed(principal, 'count-import.make')}
      />,
    );
  });

  app.get(evidencePaths.countSeries({}), needs('evidence.read'), async (request, reply) => {
    const { summary, origin, trend, areas, areaCode, figure } = await readSeries(service, request);
    const isSum = areaCode === undefined;
    return reply.page(
      <CountSeriesPage
        series={summary}
        partTitle={nameOfPart(service, summary.part)}
        areas={[
          ...(areas.mayBeAdded && areas.codes.length > 1
            ? [{ value: '', text: `All ${areas.codes.length} areas together`, selected: isSum }]
            : []),
          ...areas.codes.map((code) => ({
            value: code,
            text: nameOf(service, code),
            selected: code === areaCode,
          })),
        ]}
        trend={trend}
        figure={figure}
        notice={countNotice(service, origin)}
      />,
    );
  });

  app.get(evidencePaths.countSeriesData({}), needs('evidence.read'), async (request, reply) => {
    const { summary, counts, areaCode, figure } = await readSeries(service, request);
    const { part, measure } = summary;
    const { heading: subject, ...provenance } = figure;
    const own = counts.filter((count) => areaCode === undefined || count.areaCode === areaCode);
    return sendCsv(
      reply,
      'partner-counts',
      ...figureCsv({
        headings: ['Month', 'Area code', 'Area', 'Count', 'Part', 'Measure'],
        rows: own.map(({ month, areaCode: code, count }) => [
          month,
          code,
          nameOf(service, code),
          count,
          part,
          measure,
        ]),
        subject,
        provenance: { ...provenance, units: `${measure} in each month` },
      }),
    );
  });
}

async function listLines(tx: Transaction, origin: CountOrigin): Promise<SeriesLine[]> {
  const lines: SeriesLine[] = [];
  for (const series of await listSeries(tx, origin)) {
    const counts = await listSeriesCounts(tx, origin, series);
    const { part, source, measure, newestMonth } = series;
    const trend = findAreas(counts).mayBeAdded ? makeCountTrend(counts, undefined) : undefined;
    lines.push({
      part,
      source,
      measure,
      newestMonth,
      says: trend === undefined ? 'Choose an area' : verdictInShort(trend),
    });
  }
  return lines;
}

async function readSeries(service: Service, request: FastifyRequest) {
  const asked = Query.parse(request.query ?? {});
  return service.database.transaction(principalOf(request), async (tx) => {
    const origin = await findCurrentOrigin(tx);
    if (origin === undefined) throw new NotFound();
    const summary = (await listSeries(tx, origin)).find((one) => isAsked(one, asked));
    if (summary === undefined) throw new NotFound('There are no such counts.');
    const counts = await listSeriesCounts(tx, origin, summary);
    const areas = findAreas(counts);
    const chosen = areas.codes.find((code) => code === asked.area);
    const isWhole = areas.mayBeAdded && areas.codes.length > 1;
    const areaCode = chosen ?? (isWhole ? undefined : areas.codes[0]);
    const trend = makeCountTrend(counts, areaCode);
    const figure = makeCountFigure({
      id: 'counts',
      series: summary,
      origin,
      trend,
      placeName:
        areaCode === undefined ? everywhere(areas.codes.length) : nameOf(service, areaCode),
      areaCode,
      areas: areas.codes.length,
      partMonths: findPartMonths(counts),
    });
    return { summary, origin, counts, areas, areaCode, trend, figure };
  });
}

function isAsked(one: SeriesSummary, asked: z.output<typeof Query>): boolean {
  return one.part === asked.part && one.source === asked.source && one.measure === asked.measure;
}

function everywhere(areas: number): string {
  return `all ${areas} areas together`;
}

function nameOfPart(service: Service, part: string): string {
  return namedParts(service, [{ part }]).find(({ id }) => id === part)?.title ?? part;
}

/** The parts of the definition in force, then those of older versions that counts still name. */
function namedParts({ profile }: Service, lines: readonly { part: string }[]) {
  const parts = profile.definition.classes.map(({ id, title }) => ({ id, title }));
  const old = [...new Set(lines.map(({ part }) => part))].filter(
    (part) => !parts.some(({ id }) => id === part),
  );
  return [...parts, ...old.map((id) => ({ id, title: `${id} (of an earlier definition)` }))];
}

/** A district's name, or the code of an area that the profile does not name. */
function nameOf({ profile }: Service, code: string): string {
  return profile.areas.districts.find(({ onsCode }) => onsCode === code)?.name ?? code;
}
