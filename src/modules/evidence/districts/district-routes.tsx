import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { parseTableQuery, sortAndPage } from '#design-system/tables/table-query.ts';
import { monthInWords } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { listIncidentCounts } from '../incident-counts-store.ts';
import { findCurrentSource } from '../incident-source-store.ts';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { caveats, definitionWords, noticeFor, sourceWords } from '../provenance-words.ts';
import { makeTrend, usualPeriod } from '../trends/trend.ts';
import { crimeTypeSlug, parseTrendQuery } from '../trends/trend-query.ts';
import { periodWords } from '../trends/trend-words.ts';
import { makeDistrictLines } from './district-lines.ts';
import { districtColumns, DistrictsPage } from './districts-page.tsx';

const csvHeadings = [
  'District',
  'Has it changed?',
  'Newest month',
  'Average month',
  'Usual range',
  'Period',
  'Source',
  'Definition',
] as const;

const TableAddress = z.record(z.string(), z.unknown());

/** The districts beside each other. */
export function districtRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.districts(), needs('evidence.read'), async (request, reply) => {
    const found = await readDistricts(service, request);
    if (found === undefined) return reply.page(<NoFiguresPage title="Districts" />);
    const { crimeType, current, lines, period } = found;
    const columns = districtColumns(crimeType);
    const query = parseTableQuery(TableAddress.parse(request.query), columns);
    return reply.page(
      <DistrictsPage
        crimeType={crimeType}
        newestMonth={monthInWords(current.months.at(-1) ?? '')}
        lines={sortAndPage(lines, columns, query)}
        columns={columns}
        query={query}
        notice={noticeFor(service, current)}
        provenance={{
          units: 'Incidents recorded in a month',
          period: periodWords(period),
          source: sourceWords(current),
          definition: definitionWords(service.profile),
          caveats: caveats(current, period),
          csvHref: evidencePaths.districtsData(
            crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) },
          ),
        }}
      />,
    );
  });

  app.get(evidencePaths.districtsData(), needs('evidence.read'), async (request, reply) => {
    const found = await readDistricts(service, request);
    const provenance =
      found === undefined
        ? []
        : [periodWords(found.period), sourceWords(found.current), definitionWords(service.profile)];
    return sendCsv(
      reply,
      'districts',
      csvHeadings,
      (found?.lines ?? []).map(({ name, says, newest, average, usual }) => [
        name,
        says,
        newest,
        average,
        usual,
        ...provenance,
      ]),
    );
  });
}

async function readDistricts(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), async (tx) => {
    const { crimeType } = parseTrendQuery(request.query, []);
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    const districts = await listDistricts(tx);
    const counts = await listIncidentCounts(tx, current, { crimeType });
    const wholeArea = service.profile.areas.whole.name;
    return {
      crimeType,
      current,
      lines: makeDistrictLines(districts, wholeArea, current.months, counts),
      period: makeTrend(current.months, counts, usualPeriod),
    };
  });
}
