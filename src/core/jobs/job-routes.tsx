import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { actorOf } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import type { JobRun } from '#platform/jobs/job-run.ts';
import { findJobRun } from '#platform/jobs/job-store.ts';
import { JobPage, JobProgress } from './job-page.tsx';
import { jobPath, jobProgressPath } from './paths.ts';

const Params = z.object({ id: z.uuid() });

/** The progress of one's own jobs. */
export function jobRoutes(app: FastifyInstance, service: Service): void {
  app.get(jobPath(':id'), needs('workspace.enter'), async (request, reply) =>
    reply.page(<JobPage job={await getOwnJob(service, request)} />),
  );
  app.get(jobProgressPath(':id'), needs('workspace.enter'), async (request, reply) =>
    reply.fragment(<JobProgress job={await getOwnJob(service, request)} />),
  );
}

async function getOwnJob(service: Service, request: FastifyRequest): Promise<JobRun> {
  const params = Params.safeParse(request.params);
  if (!params.success) throw new NotFound();
  const principal = principalOf(request);
  const job = await service.database.transaction(principal, (tx) => findJobRun(tx, params.data.id));
  if (job === undefined || job.actor !== actorOf(principal)) throw new NotFound();
  return job;
}
