import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { FigureKind } from './figure-kind.ts';
import { findingCsv } from './finding-csv.ts';
import { FindingPage } from './finding-page.tsx';
import { parseFindingSearch } from './finding-search.ts';
import { getFinding, listFindings } from './finding-store.ts';
import type { Finding } from './finding.ts';
import { FindingsPage } from './findings-page.tsx';
import { findingFigurePath, findingPath, findingsPath } from './paths.ts';
import { recordFindingRoutes } from './record-finding-routes.tsx';

const Params = z.object({ id: z.uuid() });

/** Findings: listed, read and cited; recorded from figures of these kinds, and superseded. */
export function findingRoutes(
  app: FastifyInstance,
  service: Service,
  kinds: readonly FigureKind[],
): void {
  const mayRead = needs('finding.read');

  app.get(findingsPath(), mayRead, async (request, reply) => {
    const search = parseFindingSearch(request.query);
    const found = await service.database.transaction(principalOf(request), (tx) =>
      listFindings(tx, search),
    );
    return reply.page(<FindingsPage search={search} found={found} />);
  });

  app.get(findingPath(':id'), mayRead, async (request, reply) => {
    const finding = await readFinding(service, request);
    return reply.page(
      <FindingPage
        finding={finding}
        citation={`${service.isHttps ? 'https' : 'http'}://${request.host}${findingPath(finding.id)}`}
        maySupersede={isAllowed(principalOf(request), 'finding.record')}
      />,
    );
  });

  app.get(findingFigurePath(':id'), mayRead, async (request, reply) => {
    const finding = await readFinding(service, request);
    return sendCsv(reply, `finding-${finding.id}`, ...findingCsv(finding));
  });

  recordFindingRoutes(app, service, { kinds, readFinding: (asked) => readFinding(service, asked) });
}

async function readFinding(service: Service, request: FastifyRequest): Promise<Finding> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new NotFound();
  return service.database.transaction(principalOf(request), (tx) => getFinding(tx, params.data.id));
}
