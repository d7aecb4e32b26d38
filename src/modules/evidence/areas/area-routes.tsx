import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseTableQuery, sortAndPage } from '#design-system/tables/table-query.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { AreaPage } from './area-page.tsx';
import { findArea, listCarriedTo, listOurAreas } from './area-store.ts';
import { areaColumns, AreasPage } from './areas-page.tsx';
import { isAsked, parseAreaSearch } from './area-search.ts';
import { looksLikeAreaCode } from './area-words.ts';
import { areaFigureAddress } from './freeze-area.ts';
import { OlderAreaPage } from './older-area-page.tsx';
import { readAreaFigures } from './read-area-figures.ts';
import { findKnownCrimeType } from '../trends/trend-query.ts';

const TableAddress = z.record(z.string(), z.unknown());
const Params = z.object({ code: z.string().refine(looksLikeAreaCode) });

/** Every area by name or code, and a page for each. */
export function areaRoutes(app: FastifyInstance, service: Service): void {
  const { database } = service;

  app.get(evidencePaths.areas(), needs('evidence.read'), async (request, reply) => {
    const areas = await database.transaction(principalOf(request), listOurAreas);
    const search = parseAreaSearch(request.query);
    const query = parseTableQuery(TableAddress.parse(request.query ?? {}), areaColumns);
    const found = areas.filter((area) => isAsked(area, search));
    return reply.page(
      <AreasPage
        search={search}
        found={sortAndPage(found, areaColumns, query)}
        query={query}
        isOnlyDistricts={areas.every(({ level }) => level === 'district')}
      />,
    );
  });

  app.get(evidencePaths.area(':code'), needs('evidence.read'), async (request, reply) => {
    const code = parseCode(request);
    const read = await database.transaction(principalOf(request), async (tx) => {
      const area = await findArea(tx, code);
      if (area === undefined) return { became: await listCarriedTo(tx, code) };
      return { area, found: await readAreaFigures(tx, service, area) };
    });
    if ('became' in read) {
      if (read.became.length === 0) throw new NotFound('No area with this code is loaded.');
      return reply.page(<OlderAreaPage code={code} became={read.became} />);
    }
    const { area, found } = read;
    const notice = typeof found === 'string' ? undefined : noticeFor(service, found.current);
    const principal = principalOf(request);
    const recordHref = (id: string) =>
      recordFindingHref(principal, areaFigureAddress(area.code, id));
    return reply.page(
      <AreaPage
        area={area}
        found={found}
        crimeType={findKnownCrimeType(TableAddress.parse(request.query ?? {})['crime-type'])}
        notice={notice}
        recordHref={recordHref}
      />,
    );
  });

  app.get(evidencePaths.areaData(':code'), needs('evidence.read'), async (request, reply) => {
    const { types } = await readFigures(service, request);
    const { heading: subject, table, ...provenance } = types;
    return sendCsv(
      reply,
      'crime-types-of-area',
      ...figureCsv({
        headings: [
          'Crime type',
          'Incidents',
          'Rate a year per 1,000 residents',
          'Lower end of 95% interval',
          'Upper end of 95% interval',
          'Incidents in the whole area',
          'Rate of the whole area',
          'Lower end of its interval',
          'Upper end of its interval',
        ],
        rows: table.rows.map(({ crimeType, own, whole }) => [
          crimeType ?? 'All types',
          own.count,
          own.rate?.value ?? null,
          own.rate?.lower ?? null,
          own.rate?.upper ?? null,
          whole.count,
          whole.rate?.value ?? null,
          whole.rate?.lower ?? null,
          whole.rate?.upper ?? null,
        ]),
        subject,
        provenance,
      }),
    );
  });

  app.get(
    evidencePaths.smallerAreasData(':code'),
    needs('evidence.read'),
    async (request, reply) => {
      const { smaller } = await readFigures(service, request);
      const [first] = smaller;
      if (first === undefined) throw new NotFound('No smaller areas are loaded.');
      const { heading: subject, table: _table, ...provenance } = first;
      return sendCsv(
        reply,
        'smaller-areas',
        ...figureCsv({
          headings: [
            'Code',
            'Name',
            'Residents',
            'Incidents',
            'Rate a year per 1,000 residents',
            'Lower end of 95% interval',
            'Upper end of 95% interval',
          ],
          rows: smaller.flatMap(({ table }) =>
            table.rows.map(({ code, name, residents, count, rate }) => [
              code,
              name,
              residents,
              count,
              rate?.value ?? null,
              rate?.lower ?? null,
              rate?.upper ?? null,
            ]),
          ),
          subject,
          provenance,
        }),
      );
    },
  );
}

async function readFigures(service: Service, request: FastifyRequest) {
  const code = parseCode(request);
  const found = await service.database.transaction(principalOf(request), async (tx) => {
    const area = await findArea(tx, code);
    return area === undefined ? undefined : readAreaFigures(tx, service, area);
  });
  if (found === undefined || typeof found === 'string') {
    throw new NotFound('There are no figures for this area.');
  }
  return found;
}

function parseCode(request: FastifyRequest): string {
  const parsed = Params.safeParse(request.params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.code;
}
