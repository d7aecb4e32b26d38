import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { figureCsv } from '../figures/figure-csv.ts';
import { readOutsideByMonth } from '../incident-counts/district-counts.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesMonths,
} from '../partner-counts/count-series-store.ts';
import { countNotice } from '../partner-counts/count-words.ts';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import {
  makeCalendarFigure,
  makeForcesFigure,
  makeMonthsFigure,
  makeSeriesFigure,
} from './coverage-figures.ts';
import { CoveragePage } from './coverage-page.tsx';
import { listUnits } from './coverage-store.ts';
import { arrangeForces, stateWords } from './force-coverage.ts';

const monthHeadings = [
  'Force',
  'Month',
  'State',
  'Versions kept',
  'Rows in use',
  'Rows without location',
  'Rows outside the districts',
] as const;
const seriesHeadings = ['Source', 'Measure', 'Part', 'Month', 'Areas sent', 'Areas given'] as const;

/** Which months are loaded and which are missing. */
export function coverageRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.coverage(), needs('evidence.read'), async (request, reply) => {
    const { police, partners, origin } = await readCoverage(service, request);
    const notice =
      police !== undefined
        ? noticeFor(service, police.current)
        : origin === undefined
          ? undefined
          : countNotice(service, origin);
    return reply.page(
      <CoveragePage
        police={
          police && {
            calendar: makeCalendarFigure(police),
            months: makeMonthsFigure(police),
            forces: makeForcesFigure(police),
          }
        }
        partners={partners && makeSeriesFigure(service, partners.series, partners.months)}
        notice={notice}
        mayLoad={isAllowed(principalOf(request), 'police-import.make')}
      />,
    );
  });

  app.get(evidencePaths.coverageData(), needs('evidence.read'), async (request, reply) => {
    const { police } = await readCoverage(service, request);
    if (police === undefined) return sendCsv(reply, 'coverage', monthHeadings, []);
    const { own, others, outside } = police;
    const { heading: subject, ...provenance } = makeMonthsFigure(police);
    const rows = [own, ...others].flatMap(({ force, months }) =>
      months.map(({ month, state, unit }) => {
        const isInUse = unit?.isLoaded === true;
        return [
          force,
          month,
          stateWords[state],
          unit?.versions ?? 0,
          isInUse ? unit.rows : null,
          isInUse ? unit.withoutLocation : null,
          isInUse && force === own.force && outside !== undefined
            ? (outside.get(month) ?? 0)
            : null,
        ];
      }),
    );
    return sendCsv(
      reply,
      'coverage',
      ...figureCsv({
        headings: monthHeadings,
        rows,
        subject: others.length === 0 ? subject : 'What the months of each force hold',
        provenance,
      }),
    );
  });

  app.get(evidencePaths.countCoverageData(), needs('evidence.read'), async (request, reply) => {
    const { partners } = await readCoverage(service, request);
    if (partners === undefined) return sendCsv(reply, 'coverage', seriesHeadings, []);
    const { series, months } = partners;
    const { heading: subject, ...provenance } = makeSeriesFigure(service, series, months);
    return sendCsv(
      reply,
      'coverage-of-counts',
      ...figureCsv({
        headings: seriesHeadings,
        rows: months.map(({ source, measure, part, month, areas, given }) => [
          source,
          measure,
          part,
          month,
          areas,
          given,
        ]),
        subject,
        provenance,
      }),
    );
  });
}

async function readCoverage(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), async (tx) => {
    const current = await findCurrentSource(tx, service);
    const origin = await findCurrentOrigin(tx);
    const [own, ...others] =
      current === undefined ? [] : arrangeForces(await listUnits(tx, current), current.force);
    return {
      origin,
      police:
        current === undefined || own === undefined
          ? undefined
          : {
              profile: service.profile,
              current,
              own,
              others,
              outside: await readOutsideByMonth(tx, service, current),
            },
      partners:
        origin === undefined
          ? undefined
          : { series: await listSeries(tx, origin), months: await listSeriesMonths(tx, origin) },
    };
  });
}
