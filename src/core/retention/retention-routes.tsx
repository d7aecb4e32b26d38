import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { dayOf } from '#platform/calendar.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import {
  CannotDecide,
  decideRetention,
  disposeRecord,
  readDisposals,
  readDueRecords,
  readRecordRetention,
} from './decide-retention.ts';
import { DueForReviewPage } from './due-for-review-page.tsx';
import {
  dueForReviewPath,
  recordRetentionPath,
  retentionDecisionPath,
  retentionRulesPath,
} from './paths.ts';
import { RecordRetentionPage, type RecordRetentionPageProps } from './record-retention-page.tsx';
import { decisionForm } from './retention-form.ts';
import { RetentionRulesPage } from './retention-rules-page.tsx';
import { isDecisionKind } from './retention.ts';

const Params = z.object({ id: z.uuid() });
const Kind = z.object({ decision: z.string().refine(isDecisionKind) });
const Sent = z.object({ idempotencyKey: z.uuid().optional().catch(undefined) });

/** What the information governance lead decides about keeping the records of their agency. */
export function retentionRoutes(app: FastifyInstance, service: Service): void {
  const mayDecide = needs('retention.decide');

  app.get(dueForReviewPath(), mayDecide, async (request, reply) => {
    const now = service.clock.now();
    const seen = await readDueRecords(service, principalOf(request), { now });
    return reply.page(<DueForReviewPage {...seen} />);
  });

  app.get(retentionRulesPath(), mayDecide, async (request, reply) => {
    const disposals = await readDisposals(service, principalOf(request), undefined);
    const { rules } = service.profile.retention;
    return reply.page(<RetentionRulesPage rules={rules} disposals={disposals} />);
  });

  app.get(recordRetentionPath(':id'), mayDecide, (request, reply) => show(request, reply));

  app.post(
    retentionDecisionPath(':id', 'disposal'),
    needsStepUp('retention.decide'),
    async (request, reply) => {
      const { id } = parse(Params, request.params);
      return orShowWhy(request, reply, async () => {
        await disposeRecord(service, callerOf(request), { id });
        return reply.redirect(retentionRulesPath(), 303);
      });
    },
  );

  app.post(retentionDecisionPath(':id', ':decision'), mayDecide, async (request, reply) => {
    const { id } = parse(Params, request.params);
    const { decision } = parse(Kind, request.params);
    const form = decisionForm(decision, dayOf(service.clock.now()));
    const parsed = parseForm(form, request.body);
    if (!parsed.ok) return show(request, reply, { decision, ...parsed });
    return orShowWhy(request, reply, async () => {
      await decideRetention(service, callerOf(request), { id, decision, ...parsed.value });
      return reply.redirect(recordRetentionPath(id), 303);
    });
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: RecordRetentionPageProps['refused'],
    status = 422,
  ): Promise<FastifyReply> {
    const { id } = parse(Params, request.params);
    const retention = await readRecordRetention(service, principalOf(request), { id });
    const page = (
      <RecordRetentionPage
        retention={retention}
        ruleName={
          service.profile.retention.rules.find(({ id: of }) => of === retention.ruleId)?.name
        }
        today={dayOf(service.clock.now())}
        readerId={request.user?.id ?? ''}
        makeKey={randomUUID}
        refused={refused}
      />
    );
    return reply.page(page, refused === undefined ? 200 : status);
  }

  async function orShowWhy(
    request: FastifyRequest,
    reply: FastifyReply,
    decide: () => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    try {
      return await decide();
    } catch (problem) {
      if (!(problem instanceof CannotDecide)) throw problem;
      const errors = { decisions: problem.message };
      return show(request, reply, { decision: 'kept', values: {}, errors }, 409);
    }
  }
}

function callerOf(request: FastifyRequest) {
  const { idempotencyKey } = Sent.parse(request.body ?? {});
  return { principal: principalOf(request), idempotencyKey };
}

function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}
