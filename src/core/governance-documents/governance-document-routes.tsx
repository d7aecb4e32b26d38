import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { NotFound } from '#platform/http/failures.ts';
import { GovernanceDocumentPage, GovernanceDocumentsPage } from './governance-document-pages.tsx';
import { governanceDocumentPath, governanceDocumentsPath } from './paths.ts';

const Params = z.object({ id: z.string() });

/** The assessments and guidance of the partnership, for everybody who signs in. */
export function governanceDocumentRoutes(app: FastifyInstance, { profile }: Service): void {
  const mayRead = needs('workspace.enter');

  app.get(governanceDocumentsPath(), mayRead, (_request, reply) =>
    reply.page(<GovernanceDocumentsPage documents={profile.governanceDocuments} />),
  );

  app.get(governanceDocumentPath(':id'), mayRead, (request, reply) => {
    const { id } = Params.parse(request.params);
    const document = profile.governanceDocuments.find((one) => one.id === id);
    if (document === undefined) throw new NotFound();
    return reply.page(<GovernanceDocumentPage document={document} />);
  });
}
