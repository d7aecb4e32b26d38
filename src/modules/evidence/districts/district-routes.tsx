import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseTableQuery } from '#design-system/tables/table-query.ts';
import { monthInWords } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { findCrimeType } from '../trends/trend-query.ts';
import { DistrictsPage } from './districts-page.tsx';
import { districtsFigureAddress } from './freeze-districts.ts';
import { readDistricts } from './read-districts.ts';

const csvHeadings = [
  'District',
  'Has it changed?',
  'Newest month',
  'Last 12 months',
  'Rate a year per 1,000 residents',
  'Lower end of 95% interval',
  'Upper end of 95% interval',
  'Residents',
  'Year of residents',
  'Usual range',
] as const;

const Query = z.record(z.string(), z.unknown());

/** The districts beside each other. */
export function districtRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.districts(), needs('evidence.read'), async (request, reply) => {
    const answer = await pageOrWhyNot(async () => {
      const { asked, crimeType, found } = await readAskedDistricts(service, request);
      if (found === undefined) return <NoFiguresPage title="Districts" />;
      const { current, figure } = found;
      const address = districtsFigureAddress(crimeType);
      return (
        <DistrictsPage
          crimeType={crimeType}
          newestMonth={monthInWords(current.months.at(-1) ?? '')}
          figure={figure}
          query={parseTableQuery(asked, figure.table.columns)}
          notice={noticeFor(service, current)}
          recordHref={recordFindingHref(principalOf(request), address)}
        />
      );
    });
    return reply.page(...answer);
  });

  app.get(evidencePaths.districtsData(), needs('evidence.read'), async (request, reply) => {
    const { found } = await readAskedDistricts(service, request);
    if (found === undefined) return sendCsv(reply, 'districts', csvHeadings, []);
    const { heading: subject, table, ...provenance } = found.figure;
    return sendCsv(
      reply,
      'districts',
      ...figureCsv({
        headings: csvHeadings,
        rows: table.rows.map(({ name, says, newest, latest, rate, residents, usual }) => [
          name,
          says,
          newest,
          latest,
          rate?.value ?? null,
          rate?.lower ?? null,
          rate?.upper ?? null,
          residents?.people ?? null,
          residents?.year ?? null,
          usual,
        ]),
        subject,
        provenance,
      }),
    );
  });
}

async function readAskedDistricts(service: Service, request: FastifyRequest) {
  const asked = Query.parse(request.query ?? {});
  const crimeType = findCrimeType(asked['crime-type']);
  const found = await service.database.transaction(principalOf(request), (tx) =>
    readDistricts(tx, service, crimeType),
  );
  return { asked, crimeType, found };
}
