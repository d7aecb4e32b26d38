import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAllowed } from '#core/access/permissions.ts';
import { isPurpose, type Purpose } from '#core/access/purposes.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { stepUpPath } from '#core/sign-in/paths.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import type { Principal } from '#platform/database/principal.ts';
import { parseForm, type ParsedForm } from '#platform/forms/parse-form.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { fieldsChanged } from './corrections/correction.ts';
import { FindRecordsPage } from './find-records-page.tsx';
import {
  changePersonRecordPath,
  newDetailPath,
  newPersonRecordPath,
  personRecordPath,
  personRecordsPath,
  removedDetailPath,
} from './paths.ts';
import {
  ChangeForm,
  detailForms,
  isDetailKind,
  PersonRecordForm,
  SearchForm,
} from './person-record-form.ts';
import { PersonRecordPage } from './person-record-page.tsx';
import type { DetailKind, PersonRecord } from './person-record.ts';
import { recordLinks } from './record-links.ts';
import { listOwnRecords, readRecord, searchRecords } from './read-person-records.ts';
import { WriteDetailPage } from './write-detail-page.tsx';
import {
  addDetail,
  changePersonRecord,
  makePersonRecord,
  removeDetail,
} from './write-person-record.ts';
import { WriteRecordPage } from './write-record-page.tsx';

const Params = z.object({ id: z.uuid() });
const Kind = z.object({ kind: z.string().refine(isDetailKind) });
const DetailId = z.object({ detailId: z.uuid() });
const Asked = z.object({ purpose: z.custom<Purpose>(isPurpose).optional().catch(undefined) });
const Sent = z.object({ idempotencyKey: z.uuid().optional().catch(undefined) });

/** Finding, reading and writing records of people. */
export function personRecordRoutes(app: FastifyInstance, service: Service): void {
  const mayRead = needs('person-record.read');
  const mayWrite = needs('person-record.write');
  const writes = (request: FastifyRequest): boolean =>
    isAllowed(principalOf(request), 'person-record.write');

  app.get(personRecordsPath(), mayRead, async (request, reply) => {
    const own = await listOwnRecords(service, principalOf(request), undefined);
    return reply.page(<FindRecordsPage own={own} mayWrite={writes(request)} />);
  });

  // A search is sent, not asked for: no name stands in an address, a log or a history.
  app.post(personRecordsPath(), mayRead, async (request, reply) => {
    const parsed = parseForm(SearchForm, request.body);
    if (!parsed.ok)
      return reply.page(<FindRecordsPage {...parsed} mayWrite={writes(request)} />, 422);
    const { purpose, name, bornOn } = parsed.value;
    const records = await searchRecords(service, lookingFor(request, purpose), { name, bornOn });
    const values = parseForm(z.never(), request.body);
    return reply.page(
      <FindRecordsPage
        found={{ purpose, records }}
        values={values.ok ? {} : values.values}
        mayWrite={writes(request)}
      />,
    );
  });

  app.get(newPersonRecordPath(), mayWrite, async (_request, reply) =>
    reply.page(<WriteRecordPage idempotencyKey={randomUUID()} record={undefined} />),
  );

  app.post(newPersonRecordPath(), mayWrite, async (request, reply) => {
    const parsed = parseForm(PersonRecordForm, request.body);
    if (!parsed.ok) {
      const page = <WriteRecordPage idempotencyKey={randomUUID()} record={undefined} {...parsed} />;
      return reply.page(page, 422);
    }
    const { id } = await makePersonRecord(service, callerOf(request), parsed.value);
    return reply.redirect(personRecordPath(id), 303);
  });

  app.get(personRecordPath(':id'), mayRead, async (request, reply) => {
    const { id } = parse(Params, request.params);
    const { purpose } = Asked.parse(request.query);
    const seen = await readRecord(service, lookingFor(request, purpose), { id });
    const reader = {
      agencyId: request.user?.agencyId ?? '',
      agencyName: request.user?.agencyName ?? '',
      mayWrite: writes(request),
    };
    const stepUp = stepUpPath(personRecordPath(id, purpose));
    return reply.page(
      <PersonRecordPage
        seen={seen}
        purpose={purpose}
        reader={reader}
        stepUpPath={stepUp}
        links={recordLinks(principalOf(request), seen.record)}
        makeKey={randomUUID}
      />,
    );
  });

  app.get(changePersonRecordPath(':id'), mayWrite, async (request, reply) => {
    const record = await ownRecord(request);
    return reply.page(<WriteRecordPage idempotencyKey={randomUUID()} record={record} />);
  });

  app.post(changePersonRecordPath(':id'), mayWrite, async (request, reply) => {
    const record = await ownRecord(request);
    const parsed = parseForm(ChangeForm, request.body);
    const again = (
      refused: Omit<ParsedForm<unknown> & { ok: false }, 'ok'>,
      isStale: boolean,
    ): FastifyReply =>
      reply.page(
        <WriteRecordPage
          idempotencyKey={randomUUID()}
          record={record}
          isStale={isStale}
          {...refused}
        />,
        isStale ? 409 : 422,
      );
    if (!parsed.ok) return again(parsed, false);
    if (parsed.value.wrong !== undefined && fieldsChanged(record, parsed.value).length === 0) {
      const typed = parseForm(z.never(), request.body);
      const errors = { wrong: 'You changed nothing above. Put right what was wrong there' };
      return again({ values: typed.ok ? {} : typed.values, errors }, false);
    }
    try {
      await changePersonRecord(service, callerOf(request), { ...parsed.value, id: record.id });
    } catch (problem) {
      if (!(problem instanceof Conflict)) throw problem;
      const typed = parseForm(z.never(), request.body);
      return again({ values: typed.ok ? {} : typed.values, errors: {} }, true);
    }
    return reply.redirect(personRecordPath(record.id), 303);
  });

  app.get(newDetailPath(':id', ':kind'), mayWrite, async (request, reply) => {
    const record = await ownRecord(request);
    const kind = kindOf(request);
    return reply.page(
      <WriteDetailPage idempotencyKey={randomUUID()} record={record} kind={kind} />,
    );
  });

  app.post(newDetailPath(':id', ':kind'), mayWrite, async (request, reply) => {
    const record = await ownRecord(request);
    const kind = kindOf(request);
    const parsed = parseForm<z.ZodType<{ text: string; note: string }>>(
      detailForms[kind],
      request.body,
    );
    if (!parsed.ok) {
      const page = (
        <WriteDetailPage idempotencyKey={randomUUID()} record={record} kind={kind} {...parsed} />
      );
      return reply.page(page, 422);
    }
    const detail = { recordId: record.id, kind, ...parsed.value };
    await addDetail(service, callerOf(request), detail);
    return reply.redirect(personRecordPath(record.id), 303);
  });

  app.post(removedDetailPath(':id', ':kind', ':detailId'), mayWrite, async (request, reply) => {
    const { id: recordId } = parse(Params, request.params);
    const { detailId: id } = parse(DetailId, request.params);
    await removeDetail(service, callerOf(request), { recordId, kind: kindOf(request), id });
    return reply.redirect(personRecordPath(recordId), 303);
  });

  /** A record of the asker's own agency, to be written in. Throws NotFound for any other. */
  async function ownRecord(request: FastifyRequest): Promise<PersonRecord> {
    const { id } = parse(Params, request.params);
    const { record } = await readRecord(service, principalOf(request), { id });
    if (record.ownerAgencyId !== request.user?.agencyId) throw new NotFound();
    return record;
  }
}

function lookingFor(request: FastifyRequest, purpose: Purpose | undefined): Principal {
  const principal = principalOf(request);
  return principal.kind === 'person' ? { ...principal, purpose } : principal;
}

function callerOf(request: FastifyRequest) {
  const { idempotencyKey } = Sent.parse(request.body ?? {});
  return { principal: principalOf(request), idempotencyKey };
}

function kindOf(request: FastifyRequest): DetailKind {
  return parse(Kind, request.params).kind;
}

function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}
