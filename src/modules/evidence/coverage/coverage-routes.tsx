import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { figureCsv } from '../figures/figure-csv.ts';
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
import { stateWords } from './force-coverage.ts';
import { coverageFigureAddress } from './freeze-coverage.ts';
import { readCoverage } from './read-coverage.ts';

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
    const principal = principalOf(request);
    const { police, partners, origin } = await readAskedCoverage(service, request);
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
        mayLoad={isAllowed(principal, 'police-import.make')}
        recordHref={(id) => recordFindingHref(principal, coverageFigureAddress(id))}
      />,
    );
  });

  app.get(evidencePaths.coverageData(), needs('evidence.read'), async (request, reply) => {
    const { police } = await readAskedCoverage(service, request);
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
    const { partners } = await readAskedCoverage(service, request);
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

async function readAskedCoverage(service: Service, request: FastifyRequest) {
  return service.database.transaction(principalOf(request), (tx) => readCoverage(tx, service));
}
