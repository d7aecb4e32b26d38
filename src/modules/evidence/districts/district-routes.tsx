import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import { listDistricts } from '#core/places/district-store.ts';
import { listDistrictPopulations } from '#core/places/population-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { parseTableQuery, sortAndPage } from '#design-system/tables/table-query.ts';
import { monthInWords } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { findResidentsOfWhole, residentsCaveat } from '../figures/residents.ts';
import { makeTrend, usualPeriod } from '../figures/trend.ts';
import { periodWords } from '../figures/trend-words.ts';
import { readIncidentCounts } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import {
  definitionWords,
  noticeFor,
  sourceCaveats,
  sourceWords,
  trendCaveats,
} from '../provenance-words.ts';
import { crimeTypeSlug, parseTrendQuery } from '../trends/trend-query.ts';
import { makeDistrictLines } from './district-lines.ts';
import { districtColumns, DistrictsPage } from './districts-page.tsx';

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

const TableAddress = z.record(z.string(), z.unknown());

/** The districts beside each other. */
export function districtRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.districts(), needs('evidence.read'), async (request, reply) => {
    const found = await readDistricts(service, request);
    if (found === undefined) return reply.page(<NoFiguresPage title="Districts" />);
    const { crimeType, current, lines, provenance } = found;
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
        provenance={provenance}
      />,
    );
  });

  app.get(evidencePaths.districtsData(), needs('evidence.read'), async (request, reply) => {
    const found = await readDistricts(service, request);
    if (found === undefined) return sendCsv(reply, 'districts', csvHeadings, []);
    const { crimeType, lines, provenance } = found;
    return sendCsv(
      reply,
      'districts',
      ...figureCsv({
        headings: csvHeadings,
        rows: lines.map(({ name, says, newest, latest, rate, residents, usual }) => [
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
        subject: crimeType ?? 'All recorded crime and anti-social behaviour',
        provenance,
      }),
    );
  });
}

async function readDistricts(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), async (tx) => {
    const { crimeType } = parseTrendQuery(request.query);
    const current = await findCurrentSource(tx, service);
    if (current === undefined) return undefined;
    const { months } = current;
    const districts = await listDistricts(tx);
    const populations = await listDistrictPopulations(tx);
    const counts = await readIncidentCounts(tx, service, current, { crimeType });
    const whole = findResidentsOfWhole(service.profile, populations);
    const residentsOf = (code: string | null) =>
      code === null ? whole : populations.find((one) => one.code === code);
    const facts = { months, counts, residentsOf };
    const period = makeTrend(months, counts, usualPeriod);
    const slug = crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) };
    return {
      crimeType,
      current,
      lines: makeDistrictLines(districts, service.profile.areas.whole.name, facts),
      provenance: {
        units: 'Incidents recorded in a month and in the last 12 months, and their rate',
        period: periodWords(period),
        source: sourceWords(current),
        definition: definitionWords(service.profile),
        caveats: [
          ...sourceCaveats(current),
          ...trendCaveats({ ...period, years: undefined }, current.withdrawnMonths),
          'Rates of districts are for the residents of each.',
          residentsCaveat(whole),
        ],
        csvHref: evidencePaths.districtsData(slug),
      },
    };
  });
}
