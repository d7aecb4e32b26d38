import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { NotFound } from '#platform/http/failures.ts';
import { acknowledgeCorrection, readHistory, readNotices } from './correct-record.ts';
import { CorrectionsPage } from './corrections-page.tsx';
import { acknowledgementPath, correctionsPath, recordHistoryPath } from './paths.ts';
import { RecordHistoryPage } from './record-history-page.tsx';

const Params = z.object({ id: z.uuid() });
const Sent = z.object({ idempotencyKey: z.uuid().optional().catch(undefined) });

/** Corrections as they reach the agencies that were given a record, and a record's history for its own. */
export function correctionRoutes(app: FastifyInstance, service: Service): void {
  const mayRead = needs('correction.read');

  app.get(correctionsPath(), mayRead, async (request, reply) => {
    const notices = await readNotices(service, principalOf(request), undefined);
    return reply.page(<CorrectionsPage notices={notices} makeKey={randomUUID} />);
  });

  app.post(acknowledgementPath(':id'), mayRead, async (request, reply) => {
    const { idempotencyKey } = Sent.parse(request.body ?? {});
    const caller = { principal: principalOf(request), idempotencyKey };
    await acknowledgeCorrection(service, caller, { id: idOf(request) });
    return reply.redirect(correctionsPath(), 303);
  });

  app.get(recordHistoryPath(':id'), mayRead, async (request, reply) => {
    const seen = await readHistory(service, principalOf(request), { id: idOf(request) });
    return reply.page(<RecordHistoryPage {...seen} />);
  });
}

function idOf(request: FastifyRequest): string {
  const parsed = Params.safeParse(request.params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}
