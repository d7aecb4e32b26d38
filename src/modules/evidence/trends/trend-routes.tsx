import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from '#core/pages/page-reply.ts';
import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { caveats, definitionWords, noticeFor, sourceWords } from '../provenance-words.ts';
import { listIncidentCounts } from '../incident-counts-store.ts';
import { findCurrentSource } from '../incident-source-store.ts';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { makeTrend } from './trend.ts';
import { TrendPage } from './trend-page.tsx';
import { crimeTypeSlug, parseTrendQuery, type TrendQuery } from './trend-query.ts';
import { periodWords, subjectWords } from './trend-words.ts';

/** Has it changed? By crime type, place and month. */
export function trendRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.trend(), needs('evidence.read'), async (request, reply) => {
    const found = await readTrend(service, request);
    if (found === undefined) return reply.page(<NoFiguresPage title="What is happening" />);
    const { query, districts, subject, trend, current, notice } = found;
    return reply.page(
      <TrendPage
        subject={subject}
        query={query}
        districts={districts}
        wholeArea={service.profile.areas.whole.name}
        trend={trend}
        notice={notice}
        provenance={{
          units: 'Incidents recorded in each month',
          period: periodWords(trend),
          source: sourceWords(current),
          definition: definitionWords(service.profile),
          caveats: caveats(current, trend),
          csvHref: evidencePaths.trendData(addressOf(query)),
        }}
      />,
    );
  });

  app.get(evidencePaths.trendData({}), needs('evidence.read'), async (request, reply) => {
    const found = await readTrend(service, request);
    if (found === undefined) return sendCsv(reply, 'trend', ['Month', 'Incidents'], []);
    const { trend, subject, current } = found;
    const words = [subject, sourceWords(current), definitionWords(service.profile)];
    return sendCsv(
      reply,
      'trend',
      ['Month', 'Incidents', 'Series', 'Source', 'Definition'],
      trend.months.map((month, index) => [month, trend.values[index] ?? null, ...words]),
    );
  });
}

async function readTrend(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), async (tx) => {
    const districts = await listDistricts(tx);
    const query = parseTrendQuery(
      request.query,
      districts.map(({ code }) => code),
    );
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    const counts = await listIncidentCounts(tx, current, query);
    const district = districts.find(({ code }) => code === query.districtCode);
    const placeName = district?.name ?? service.profile.areas.whole.name;
    return {
      query,
      districts,
      current,
      subject: subjectWords({ crimeType: query.crimeType, placeName }),
      trend: makeTrend(current.months, counts, query.period),
      notice: noticeFor(service, current),
    };
  });
}

function addressOf({ crimeType, districtCode, period }: TrendQuery) {
  return {
    ...(crimeType !== undefined && { crimeType: crimeTypeSlug(crimeType) }),
    ...(districtCode !== undefined && { district: districtCode }),
    months: period,
  };
}
