import type { FastifyInstance, FastifyRequest } from 'fastify';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { listPlaceChoices } from '../areas/place.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { trendFigureAddress } from './freeze-trend.ts';
import { readTrend } from './read-trend.ts';
import { TrendPage } from './trend-page.tsx';
import { parseTrendQuery } from './trend-query.ts';

/** Has it changed? By crime type, place and month. */
export function trendRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.trend(), needs('evidence.read'), async (request, reply) => {
    const answer = await pageOrWhyNot(async () => {
      const found = await readAskedTrend(service, request);
      if (found === undefined) return <NoFiguresPage title="What is happening" />;
      const { query, place, places, trend, figure, current } = found;
      return (
        <TrendPage
          query={query}
          area={place.area}
          places={places}
          parts={service.profile.definition.classes}
          trend={trend}
          figure={figure}
          notice={noticeFor(service, current)}
          recordHref={recordFindingHref(principalOf(request), trendFigureAddress(query))}
        />
      );
    });
    return reply.page(...answer);
  });

  app.get(evidencePaths.trendData(), needs('evidence.read'), async (request, reply) => {
    const found = await readAskedTrend(service, request);
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

async function readAskedTrend(service: Service, request: FastifyRequest) {
  const asked = parseTrendQuery(request.query);
  return service.database.transaction(principalOf(request), async (tx) => {
    const found = await readTrend(tx, service, asked);
    return found && { ...found, places: await listPlaceChoices(tx, service, found.place) };
  });
}
