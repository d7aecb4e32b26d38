import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { reading } from '#core/actions/reading.ts';
import { isSealingLate } from '#core/audit/sealing-state-store.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { personRecordPath } from '#core/person-records/paths.ts';
import { listRecordNames } from '#core/person-records/record-name-store.ts';
import { listStaff } from '#core/person-records/staff-store.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { Forbidden, NotFound } from '#platform/http/failures.ts';
import {
  BreakGlassPage,
  NothingOpenedPage,
  type BreakGlassPageProps,
} from './break-glass-page.tsx';
import { breakGlass, glassPurpose } from './break-glass.ts';
import { BreakingFields, ReviewFields } from './breaking-form.ts';
import { BrokenGlassPage } from './broken-glass-page.tsx';
import { GlassPage } from './glass-page.tsx';
import { getStanding, listGlassChoices, listGlasses, listSuspended } from './glass-store.ts';
import { breakGlassPath, brokenGlassPath, glassPath, restorationPath } from './paths.ts';
import { restoreGlass, reviewGlass } from './review-glass.ts';

const User = z.object({ user: z.uuid() });

const readGlass = reading(
  'break-glass.read',
  'glass.read',
  async ({ tx }, { id }: { id: string }) => {
    const glass = (await listGlasses(tx, id))[0];
    if (glass === undefined) throw new NotFound();
    const { recordId, userId, reviewedBy } = glass;
    const staff = await listStaff(tx, [userId, reviewedBy]);
    const recordName = (await listRecordNames(tx, [recordId])).get(recordId);
    const about = [{ kind: 'person-record', id: recordId }];
    return { seen: { glass, staff, recordName }, about };
  },
);

const readGlasses = reading('break-glass.listed', 'glass.read', async ({ tx }) => {
  const glasses = await listGlasses(tx);
  const suspended = await listSuspended(tx);
  const people = [...glasses, ...suspended].map(({ userId }) => userId);
  const about = glasses.map(({ recordId }) => ({ kind: 'person-record', id: recordId }));
  return { seen: { glasses, suspended, staff: await listStaff(tx, people) }, about };
});

/** Breaking the glass, and what comes of it. */
export function breakGlassRoutes(app: FastifyInstance, service: Service): void {
  const mayBreak = needsStepUp('glass.break');
  const mayRead = needs('glass.read');

  app.get(breakGlassPath(), mayBreak, (request, reply) => show(request, reply));

  app.post(breakGlassPath(), mayBreak, async (request, reply) => {
    const form = parseForm(BreakingFields, request.body);
    if (!form.ok) return show(request, reply, form);
    const caller = {
      principal: { ...personOf(request), purpose: glassPurpose },
      idempotencyKey: keyIn(request.body),
    };
    const { bankHolidays } = service.profile;
    const { outcome, recordId } = await breakGlass(service, caller, {
      ...form.value,
      bankHolidays,
    });
    if (recordId !== undefined)
      return reply.redirect(personRecordPath(recordId, glassPurpose), 303);
    if (outcome === 'nothing') return reply.page(<NothingOpenedPage />);
    if (outcome === 'refused') throw new Forbidden('Choose another agency than your own.');
    return show(request, reply, undefined, outcome === 'too-many' ? outcome : undefined);
  });

  app.get(brokenGlassPath(), mayRead, async (request, reply) => {
    const seen = await readGlasses(service, principalOf(request), undefined);
    const now = service.clock.now();
    return reply.page(<BrokenGlassPage {...seen} now={now} makeKey={randomUUID} />);
  });

  app.get(glassPath(':id'), mayRead, (request, reply) => showGlass(request, reply));

  app.post(glassPath(':id'), needs('glass.review'), async (request, reply) => {
    const id = idIn(request.params);
    const form = parseForm(ReviewFields, request.body);
    if (!form.ok) return showGlass(request, reply, form);
    await reviewGlass(service, callerOf(request), { id, ...form.value });
    return reply.redirect(glassPath(id), 303);
  });

  app.post(restorationPath(':user'), needs('glass.review'), async (request, reply) => {
    const user = User.safeParse(request.params);
    if (!user.success) throw new NotFound();
    await restoreGlass(service, callerOf(request), { userId: user.data.user });
    return reply.redirect(brokenGlassPath(), 303);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { values: FieldValues; errors: FieldErrors },
    met?: BreakGlassPageProps['standing'],
  ): Promise<FastifyReply> {
    const person = personOf(request);
    const now = service.clock.now();
    const { choices, standing, isLate } = await service.database.transaction(
      person,
      async (tx) => ({
        choices: await listGlassChoices(tx, person.agencyId),
        standing: await getStanding(tx),
        isLate: await isSealingLate(tx, now),
      }),
    );
    const page = (
      <BreakGlassPage
        {...choices}
        {...refused}
        standing={met ?? (isLate ? 'unsealed' : standing)}
        idempotencyKey={randomUUID()}
      />
    );
    return reply.page(page, refused !== undefined ? 422 : met === undefined ? 200 : 429);
  }

  async function showGlass(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { values: FieldValues; errors: FieldErrors },
  ): Promise<FastifyReply> {
    const principal = principalOf(request);
    const { glass, ...seen } = await readGlass(service, principal, { id: idIn(request.params) });
    const mayReview = glass.mayReview && isAllowed(principal, 'glass.review');
    const page = (
      <GlassPage
        {...seen}
        {...refused}
        glass={{ ...glass, mayReview }}
        now={service.clock.now()}
        idempotencyKey={randomUUID()}
      />
    );
    return reply.page(page, refused === undefined ? 200 : 422);
  }
}

function personOf(request: FastifyRequest) {
  const principal = principalOf(request);
  if (principal.kind !== 'person') throw new NotFound();
  return principal;
}

function callerOf(request: FastifyRequest) {
  return { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
}
