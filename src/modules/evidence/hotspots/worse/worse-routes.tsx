import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseTableQuery } from '#design-system/tables/table-query.ts';
import { sayCaveatsOnce } from '#modules/evidence/hotspots/map-downloads.ts';
import { pageOrWait } from '#modules/evidence/hotspots/page-or-wait.tsx';
import type { Read } from '#modules/evidence/hotspots/read-map.ts';
import { NoFiguresPage } from '#modules/evidence/no-figures-page.tsx';
import { evidencePaths } from '#modules/evidence/paths.ts';
import { newestMonthSentence } from '#modules/evidence/figures/age-words.ts';
import { noticeFor } from '#modules/evidence/provenance-words.ts';
import { momentInWords } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import { readWorse, type WorseReport } from './read-worse.ts';
import { worseFigureAddress, type WorseTable } from './worse-address.ts';
import { shownRiseColumns } from './worse-columns.tsx';
import { riseCsv } from './worse-csv.ts';
import { makeWorseTable, worseProvenance } from './worse-figures.ts';
import { WorsePage } from './worse-page.tsx';
import { parseWorseQuery, worseAddressOf } from './worse-query.ts';
import { worseHeading } from './worse-words.ts';

const TableAddress = z.record(z.string(), z.unknown());
const start = { href: evidencePaths.worse(), name: 'what has become worse' };

/** What has become worse over all crime types, as a page and as files. */
export function worseRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.worse(), needs('evidence.read'), async (request, reply) => {
    const again = () => evidencePaths.worse(worseAddressOf(parseWorseQuery(request.query)));
    const answer = await pageOrWait({ start, again }, async () => {
      const report = await readAsked(service, request);
      if (report === undefined) return <NoFiguresPage title="What has become worse" />;
      const principal = principalOf(request);
      const columns = shownRiseColumns(report, principal);
      const recordOf = (table: WorseTable) =>
        report.found === null
          ? undefined
          : recordFindingHref(principal, worseFigureAddress(report, table));
      return (
        <WorsePage
          report={report}
          figures={{
            worse: makeWorseTable(service.profile, report, 'worse'),
            next: makeWorseTable(service.profile, report, 'next'),
          }}
          columns={columns}
          table={parseTableQuery(TableAddress.parse(request.query ?? {}), columns)}
          notice={noticeFor(service, report.current)}
          age={newestMonthSentence(report.current.months, service.clock.now())}
          printedFrom={printedFrom(service, request, report)}
          recordHref={{ worse: recordOf('worse'), next: recordOf('next') }}
        />
      );
    });
    return reply.page(...answer);
  });

  const files = [
    { path: evidencePaths.worseData(), table: 'worse', name: 'what-has-become-worse' },
    { path: evidencePaths.nextWorseData(), table: 'next', name: 'next-may-be-chance' },
  ] as const;
  for (const { path, table, name } of files) {
    app.get(path, needs('evidence.read'), async (request, reply) => {
      const report = await readAsked(service, request);
      if (report === undefined) throw new NotFound('Nothing is loaded that could be compared.');
      const { heading, caveats, table: all } = makeWorseTable(service.profile, report, table);
      const { caveats: general, ...provenance } = worseProvenance(service.profile, report);
      const known = new Set([...caveats, ...general]);
      return sendCsv(
        reply,
        fileName(name, report),
        ...sayCaveatsOnce({
          ...riseCsv(report, all.rows),
          subject: `${heading}: ${worseHeading(report)}`,
          provenance: { ...provenance, caveats: [...known] },
        }),
      );
    });
  }
}

function readAsked(service: Service, request: FastifyRequest) {
  const principal = principalOf(request);
  const read: Read = (work) => service.database.transaction(principal, work);
  return readWorse(read, service, parseWorseQuery(request.query));
}

/** "what-has-become-worse-anyshire-3-months-to-2025-09": several of them lie in one folder. */
function fileName(name: string, { place, query }: WorseReport): string {
  const where = place.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `${name}-${where}-${query.months}-months-to-${query.to}`;
}

/** At the foot of the page on paper: where it can be found again. */
function printedFrom(service: Service, request: FastifyRequest, { query }: WorseReport): string {
  const path = evidencePaths.worse(worseAddressOf(query));
  const address = `${service.isHttps ? 'https' : 'http'}://${request.host}${path}`;
  return `${address}, as it was on ${momentInWords(service.clock.now())}`;
}
