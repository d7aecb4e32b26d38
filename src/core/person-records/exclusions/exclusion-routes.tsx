import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { reading } from '#core/actions/reading.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { listForsakenRecords } from '#core/person-records/named-people/case-role-store.ts';
import { getOwnRecord } from '#core/person-records/own-record.ts';
import { listRecordNames } from '#core/person-records/record-name-store.ts';
import { listStaff, searchStaff } from '#core/person-records/staff-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { oneLine } from '#platform/forms/one-line.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import { listExclusions } from './exclusion-store.ts';
import type { Exclusion } from './exclusion.ts';
import { ExclusionsPage } from './exclusions-page.tsx';
import { decideExclusion, keepOut, NotToBeKeptOut } from './keep-out.ts';
import { exclusionDecisionPath, exclusionsPath, recordExclusionsPath } from './paths.ts';
import { RecordExclusionsPage } from './record-exclusions-page.tsx';

const Words = z.object({ who: z.string().trim().max(100).optional().catch(undefined) });
const ExclusionForm = z.object({
  person: z.uuid('Choose somebody from the list'),
  reason: oneLine('The reason', 'Say why they must not see it', 1_000),
});
const DecisionForm = z.object({ decision: z.enum(['confirmed', 'ended']) });

const everybodyIn = (exclusions: readonly Exclusion[]): (string | null)[] =>
  exclusions.flatMap(({ userId, madeBy, endedBy }) => [userId, madeBy, endedBy]);

const readExclusionsOf = reading(
  'exclusion.read',
  'exclusion.decide',
  async ({ tx, principal }, { id, who }: { id: string; who: string | undefined }) => {
    const record = await getOwnRecord(tx, principal, id);
    const exclusions = await listExclusions(tx, id);
    const staff = await listStaff(tx, everybodyIn(exclusions));
    const search =
      who === undefined || who === ''
        ? undefined
        : { words: who, found: await searchStaff(tx, who) };
    return { seen: { record, exclusions, staff, search }, about: [{ kind: 'person-record', id }] };
  },
);

const readExclusions = reading('exclusion.listed', 'exclusion.decide', async ({ tx }) => {
  const exclusions = await listExclusions(tx);
  const ids = [...new Set(exclusions.map(({ recordId }) => recordId))];
  const recordNames = await listRecordNames(tx, ids);
  const forsaken = await listForsakenRecords(tx);
  const staff = await listStaff(tx, everybodyIn(exclusions));
  const about = ids.map((id) => ({ kind: 'person-record', id }));
  return { seen: { exclusions, recordNames, forsaken, staff }, about };
});

/** Keeping people out of records, by the governance lead of the agency that owns them. */
export function exclusionRoutes(app: FastifyInstance, service: Service): void {
  const mayDecide = needs('exclusion.decide');

  app.get(exclusionsPath(), mayDecide, async (request, reply) => {
    const seen = await readExclusions(service, principalOf(request), undefined);
    return reply.page(<ExclusionsPage {...seen} makeKey={randomUUID} />);
  });

  app.get(recordExclusionsPath(':id'), mayDecide, (request, reply) => show(request, reply));

  app.post(recordExclusionsPath(':id'), mayDecide, async (request, reply) => {
    const recordId = idIn(request.params);
    const form = parseForm(ExclusionForm, request.body);
    if (!form.ok) return show(request, reply, form);
    const { person: userId, reason } = form.value;
    try {
      await keepOut(service, callerOf(request), { recordId, userId, reason });
    } catch (problem) {
      if (!(problem instanceof NotToBeKeptOut)) throw problem;
      return show(request, reply, { values: { reason }, errors: { person: problem.message } });
    }
    return reply.redirect(recordExclusionsPath(recordId), 303);
  });

  app.post(exclusionDecisionPath(':id'), mayDecide, async (request, reply) => {
    const id = idIn(request.params);
    const form = DecisionForm.safeParse(request.body);
    if (!form.success) throw new NotFound();
    const { recordId } = await decideExclusion(service, callerOf(request), { id, ...form.data });
    return reply.redirect(recordExclusionsPath(recordId), 303);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { values: FieldValues; errors: FieldErrors },
  ): Promise<FastifyReply> {
    const id = idIn(request.params);
    const { who } = Words.parse(request.query);
    const seen = await readExclusionsOf(service, principalOf(request), { id, who });
    const page = <RecordExclusionsPage {...seen} {...refused} makeKey={randomUUID} />;
    return reply.page(page, refused === undefined ? 200 : 422);
  }
}

function callerOf(request: FastifyRequest) {
  return { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
}
