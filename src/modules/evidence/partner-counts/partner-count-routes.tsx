import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import type { Transaction } from '#platform/database/database.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { verdictInShort } from '../figures/trend-words.ts';
import { evidencePaths } from '../paths.ts';
import { CountSeriesPage } from './count-series-page.tsx';
import { findCurrentOrigin, listAllCounts } from './count-series-store.ts';
import { findAreas, findNewestMonth, makeCountTrend } from './count-trend.ts';
import { countNotice, nameOfArea } from './count-words.ts';
import { seriesFigureAddress } from './freeze-series.ts';
import { PartnerCountsPage, type SeriesLine } from './partner-counts-page.tsx';
import { readSeries } from './read-series.ts';

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
    const answer = await pageOrWhyNot(async () => {
      const { series, origin, trend, areas, areaCode, figure } = await readAskedSeries(
        service,
        request,
      );
      const isSum = areaCode === undefined;
      const address = seriesFigureAddress(series, areaCode);
      return (
        <CountSeriesPage
          series={series}
          partTitle={nameOfPart(service, series.part)}
          areas={[
            ...(areas.mayBeAdded && areas.codes.length > 1
              ? [{ value: '', text: `All ${areas.codes.length} areas together`, selected: isSum }]
              : []),
            ...areas.codes.map((code) => ({
              value: code,
              text: nameOfArea(service, code),
              selected: code === areaCode,
            })),
          ]}
          trend={trend}
          figure={figure}
          notice={countNotice(service, origin)}
          recordHref={recordFindingHref(principalOf(request), address)}
        />
      );
    });
    return reply.page(...answer);
  });

  app.get(evidencePaths.countSeriesData({}), needs('evidence.read'), async (request, reply) => {
    const { series, counts, areaCode, figure } = await readAskedSeries(service, request);
    const { part, measure } = series;
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
          nameOfArea(service, code),
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
  const all = await listAllCounts(tx, origin);
  return all.map(({ series, counts }) => {
    const trend = findAreas(counts).mayBeAdded ? makeCountTrend(counts, undefined) : undefined;
    return {
      ...series,
      newestMonth: findNewestMonth(counts),
      says: trend === undefined ? 'Choose an area' : verdictInShort(trend),
    };
  });
}

async function readAskedSeries(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), (tx) =>
    readSeries(tx, service, request.query),
  );
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
