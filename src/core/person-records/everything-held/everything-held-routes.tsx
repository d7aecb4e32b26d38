import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { dayPlus } from '#core/access/agreements/day-plus.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { HeldForm } from '#core/person-records/person-record-form.ts';
import type { Service } from '#core/service.ts';
import { needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { dayInWords, dayOf } from '#platform/calendar.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { parseForm, type FieldValues } from '#platform/forms/parse-form.ts';
import { EverythingHeldPage } from './everything-held-page.tsx';
import { readEverythingHeld } from './everything-held.ts';
import { linesOf } from './held-lines.ts';
import { everythingHeldCsvPath, everythingHeldPath } from './paths.ts';

/** How long who downloads it may keep the file. */
const fileDays = 28;

const headings = [
  'Record',
  'Part',
  'What is held',
  'When',
  'This file was made for',
  'Delete this file by',
] as const;

/** Everything an agency holds on somebody, put together for its information governance lead. */
export function everythingHeldRoutes(app: FastifyInstance, service: Service): void {
  const mayRead = needsStepUp('everything-held.read');

  app.get(everythingHeldPath(), mayRead, (_request, reply) => reply.page(<EverythingHeldPage />));

  // Sent, not asked for: no name stands in an address, a log or a history.
  app.post(everythingHeldPath(), mayRead, async (request, reply) => {
    const parsed = parseForm(HeldForm, request.body);
    if (!parsed.ok) return reply.page(<EverythingHeldPage {...parsed} />, 422);
    const asked = { ...parsed.value, now: service.clock.now(), forFile: false };
    const held = await readEverythingHeld(service, principalOf(request), asked);
    return reply.page(<EverythingHeldPage held={held} values={typedIn(request)} />);
  });

  app.post(everythingHeldCsvPath(), mayRead, async (request, reply) => {
    const parsed = parseForm(HeldForm, request.body);
    if (!parsed.ok) return reply.page(<EverythingHeldPage {...parsed} />, 422);
    const now = service.clock.now();
    const asked = { ...parsed.value, now, forFile: true };
    const held = await readEverythingHeld(service, principalOf(request), asked);
    const madeFor = `${request.user?.name ?? ''}, ${request.user?.agencyName ?? ''}`;
    const deleteBy = dayInWords(dayPlus(dayOf(now), { days: fileDays }));
    const rows = held.flatMap((one) =>
      linesOf(one).map(({ part, what, when }) => [
        one.record.id,
        part,
        what,
        when?.toISOString() ?? '',
        madeFor,
        deleteBy,
      ]),
    );
    return sendCsv(reply, 'everything-held', headings, rows);
  });
}

function typedIn(request: FastifyRequest): FieldValues {
  const typed = parseForm(z.never(), request.body);
  return typed.ok ? {} : typed.values;
}
