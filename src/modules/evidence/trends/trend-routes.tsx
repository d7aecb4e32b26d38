import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { listPlaceChoices, readPlace, readPlaceMonths, readResidents } from '../areas/place.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { makeTrend } from '../figures/trend.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { makeTrendFigure } from './trend-figure.ts';
import { TrendPage } from './trend-page.tsx';
import { parseTrendQuery, trendAddressOf } from './trend-query.ts';

/** Has it changed? By crime type, place and month. */
export function trendRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.trend(), needs('evidence.read'), async (request, reply) => {
    const found = await readTrend(service, request);
    if (found === undefined) return reply.page(<NoFiguresPage title="What is happening" />);
    const { query, place, places, trend, figure, current } = found;
    return reply.page(
      <TrendPage
        query={query}
        area={place.area}
        places={places}
        parts={service.profile.definition.classes}
        trend={trend}
        figure={figure}
        notice={noticeFor(service, current)}
      />,
    );
  });

  app.get(evidencePaths.trendData(), needs('evidence.read'), async (request, reply) => {
    const found = await readTrend(service, request);
    const headings = ['Month', 'Incidents'];
    const { trend, figure } = found ?? {};
    const rows = (trend?.months ?? []).map((month, index) => [month, trend?.values[index] ?? null]);
    const { heading: subject = 'Nothing is loaded', ...provenance } = figure ?? noProvenance;
    return sendCsv(
      reply,
      'trend',
      ...figureCsv({
        headings,
        rows,
        subject,
        provenance: { ...provenance, units: 'Incidents recorded in each month' },
      }),
    );
  });
}

const noProvenance = {
  heading: undefined,
  units: '',
  period: '',
  source: '',
  definition: '',
  caveats: [],
};

async function readTrend(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), async (tx) => {
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    const asked = parseTrendQuery(request.query);
    const place = await readPlace(tx, service, asked.placeCode);
    const query = { ...asked, placeCode: place.area?.code };
    const { crimeType } = query;
    const { counts, carried } = await readPlaceMonths(tx, service, { current, place, crimeType });
    const trend = makeTrend(current.months, counts, query.period);
    const figure = makeTrendFigure(service.profile, {
      crimeType,
      placeName: place.name,
      current,
      trend,
      residents: await readResidents(tx, service, place),
      carried,
      address: trendAddressOf(query),
    });
    const places = await listPlaceChoices(tx, service, place);
    return { current, query, place, places, trend, figure };
  });
}
