import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listGateways } from '#core/access/agreements/gateway-store.ts';
import { reading } from '#core/actions/reading.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { getOwnRecord } from '#core/person-records/own-record.ts';
import { personRecordPath } from '#core/person-records/paths.ts';
import { listStaff, searchStaff } from '#core/person-records/staff-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import { listCaseRoles } from './case-role-store.ts';
import { isNow } from './case-role.ts';
import { endNaming, lift, namePerson, NamingProblem, restrict, takeUp } from './name-people.ts';
import { NamedPeoplePage } from './named-people-page.tsx';
import { namingForm, RestrictionForm } from './naming-form.ts';
import { namedPeoplePath, namingEndPath, restrictionPath, takingUpPath } from './paths.ts';
import { RestrictionPage } from './restriction-page.tsx';

const Words = z.object({ who: z.string().trim().max(100).optional().catch(undefined) });
const Role = z.object({ caseRole: z.uuid() });

const readNamedPeople = reading(
  'person-record.named-people-read',
  'person-record.name',
  async ({ tx, principal }, { id, who }: { id: string; who: string | undefined }) => {
    const record = await getOwnRecord(tx, principal, id);
    const caseRoles = await listCaseRoles(tx, id);
    const staff = await listStaff(
      tx,
      caseRoles.flatMap(({ userId, givenBy, endedBy }) => [userId, givenBy, endedBy]),
    );
    const search =
      who === undefined || who === ''
        ? undefined
        : { words: who, found: await searchStaff(tx, who) };
    const gateways = await listGateways(tx);
    const about = [{ kind: 'person-record', id }];
    return { seen: { record, caseRoles, staff, search, gateways }, about };
  },
);

/** Who is named on a record, and whether only they see it. */
export function namedPeopleRoutes(app: FastifyInstance, service: Service): void {
  const mayName = needs('person-record.name');

  app.get(namedPeoplePath(':id'), mayName, (request, reply) => show(request, reply));

  app.post(namedPeoplePath(':id'), mayName, async (request, reply) => {
    const recordId = idIn(request.params);
    const form = parseForm(namingForm(service.clock.now()), request.body);
    if (!form.ok) return show(request, reply, form);
    try {
      await namePerson(service, callerOf(request), { recordId, ...form.value });
    } catch (problem) {
      if (!(problem instanceof NamingProblem)) throw problem;
      const typed = parseForm(z.never(), request.body);
      const values = typed.ok ? {} : typed.values;
      return show(request, reply, { values, errors: { [problem.field]: problem.message } });
    }
    return reply.redirect(namedPeoplePath(recordId), 303);
  });

  app.post(namingEndPath(':id', ':caseRole'), mayName, async (request, reply) => {
    const recordId = idIn(request.params);
    const role = Role.safeParse(request.params);
    if (!role.success) throw new NotFound();
    await endNaming(service, callerOf(request), { recordId, id: role.data.caseRole });
    return reply.redirect(namedPeoplePath(recordId), 303);
  });

  app.get(restrictionPath(':id'), mayName, async (request, reply) => {
    const id = idIn(request.params);
    const seen = await readNamedPeople(service, principalOf(request), { id, who: undefined });
    const now = service.clock.now();
    const named = seen.caseRoles.filter((role) => isNow(role, now));
    return reply.page(<RestrictionPage {...seen} named={named} idempotencyKey={randomUUID()} />);
  });

  app.post(restrictionPath(':id'), mayName, async (request, reply) => {
    const id = idIn(request.params);
    const form = RestrictionForm.safeParse(request.body);
    if (!form.success) throw new NotFound();
    const { change, version } = form.data;
    const make = change === 'lift' ? lift : restrict;
    await make(service, callerOf(request), { id, version });
    return reply.redirect(personRecordPath(id), 303);
  });

  app.post(takingUpPath(':id'), needs('exclusion.decide'), async (request, reply) => {
    const id = idIn(request.params);
    await takeUp(service, callerOf(request), { id });
    return reply.redirect(namedPeoplePath(id), 303);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { values: FieldValues; errors: FieldErrors },
  ): Promise<FastifyReply> {
    const id = idIn(request.params);
    const { who } = Words.parse(request.query);
    const seen = await readNamedPeople(service, principalOf(request), { id, who });
    const page = (
      <NamedPeoplePage {...seen} {...refused} now={service.clock.now()} makeKey={randomUUID} />
    );
    return reply.page(page, refused === undefined ? 200 : 422);
  }
}

function callerOf(request: FastifyRequest) {
  return { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
}
