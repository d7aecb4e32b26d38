import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import {
  parseForm,
  type FieldErrors,
  type FieldValues,
  type ParsedForm,
} from '#platform/forms/parse-form.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { openFigures, type FigureAddress, type FigureKind } from './figure-kind.ts';
import { FindingForm, SupersessionForm } from './finding-form.ts';
import { listFindingsFrom } from './finding-store.ts';
import type { Finding } from './finding.ts';
import { FrozenFigure, listDifferences } from './frozen-figure.ts';
import { findingPath, findingsPath, findingSupersessionPath, newFindingPath } from './paths.ts';
import { FigureChanged, findingRecorder, SupersededBefore } from './record-finding.ts';
import { RecordFindingPage } from './record-finding-page.tsx';
import { SupersededBeforePage } from './superseded-before-page.tsx';

/** In bytes: the form carries the figure that was looked at, table and all. */
const bodyLimit = 512 * 1024;

const Address = z
  .object({ figure: z.string().min(1).max(60), query: z.string().max(1_000).default('') })
  .transform(({ figure, query }): FigureAddress => ({ kind: figure, query }));
const Sent = z.object({
  idempotencyKey: z.uuid().optional().catch(undefined),
  seen: z.string().optional().catch(undefined),
});

type Options = {
  kinds: readonly FigureKind[];
  /** The finding that the address of a request names. Throws NotFound. */
  readFinding: (request: FastifyRequest) => Promise<Finding>;
};

/** What the form is about: a figure, and the finding to be superseded. */
type Subject = { address: FigureAddress; older: Finding | undefined };

/** What became of sending it, when nothing was recorded. */
type Refused = { values: FieldValues; errors: FieldErrors; status: 409 | 422 };

type Written = { sentence: string; reason?: string };

/** Recording a finding from a figure, or in the place of an earlier one. */
export function recordFindingRoutes(
  app: FastifyInstance,
  service: Service,
  { kinds, readFinding }: Options,
): void {
  const { database } = service;
  const mayRecord = needs('finding.record');
  const mayPost = { ...mayRecord, bodyLimit };
  const figures = openFigures(service, kinds);
  const recordFinding = findingRecorder(figures);

  app.get(newFindingPath(), mayRecord, async (request, reply) =>
    showForm(request, reply, { address: addressOf(request.query), older: undefined }),
  );

  app.post(findingsPath(), mayPost, async (request, reply) => {
    const subject = { address: addressOf(request.body), older: undefined };
    return record(request, reply, subject, parseForm(FindingForm, request.body));
  });

  app.get(findingSupersessionPath(':id'), mayRecord, async (request, reply) => {
    const older = await readFinding(request);
    const { address, supersededBy } = older;
    return supersededBy === undefined
      ? showForm(request, reply, { address, older })
      : reply.page(<SupersededBeforePage older={older} newer={supersededBy} />);
  });

  app.post(findingSupersessionPath(':id'), mayPost, async (request, reply) => {
    const older = await readFinding(request);
    const subject = { address: older.address, older };
    return record(request, reply, subject, parseForm(SupersessionForm, request.body));
  });

  async function record(
    request: FastifyRequest,
    reply: FastifyReply,
    { address, older }: Subject,
    parsed: ParsedForm<Written>,
  ): Promise<FastifyReply> {
    const subject = { address, older };
    if (!parsed.ok) return showForm(request, reply, subject, { ...parsed, status: 422 });
    const { sentence, reason = '' } = parsed.value;
    const caller = {
      principal: principalOf(request),
      idempotencyKey: Sent.parse(request.body ?? {}).idempotencyKey,
    };
    const order = {
      sentence,
      address,
      seen: seenIn(request.body),
      ...(older !== undefined && { supersedes: { id: older.id, reason } }),
    };
    try {
      await figures.prepare(caller.principal, address);
      const { id } = await recordFinding(service, caller, order);
      return await reply.redirect(findingPath(id), 303);
    } catch (problem) {
      if (!(problem instanceof Conflict)) throw problem;
      const values = { sentence, reason };
      if (problem instanceof SupersededBefore) return showNewer(request, reply, values);
      const errors =
        problem instanceof FigureChanged
          ? { figure: `${problem.message} Check it, then record the finding again` }
          : { sentence: problem.message };
      return showForm(request, reply, subject, { values, errors, status: 409 });
    }
  }

  /** The finding that took the place of the one that was to be superseded. */
  async function showNewer(
    request: FastifyRequest,
    reply: FastifyReply,
    values: FieldValues,
  ): Promise<FastifyReply> {
    const older = await readFinding(request);
    if (older.supersededBy === undefined) throw new SupersededBefore();
    const page = <SupersededBeforePage older={older} newer={older.supersededBy} values={values} />;
    return reply.page(page, 409);
  }

  /** The form, with the figure as it is now; again with what was written when it was refused. */
  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    { address, older }: Subject,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const principal = principalOf(request);
    await figures.prepare(principal, address);
    const { figure, others } = await database.transaction(principal, async (tx) => ({
      figure: await figures.read(tx, address).catch((problem: unknown) => {
        throw older !== undefined && problem instanceof NotFound ? new Conflict(gone) : problem;
      }),
      others: await listFindingsFrom(tx, address),
    }));
    const seen = refused === undefined ? undefined : seenIn(request.body);
    const isChanged = seen !== undefined && listDifferences(seen, figure).length > 0;
    const page = (
      <RecordFindingPage
        idempotencyKey={randomUUID()}
        address={address}
        figure={figure}
        seenBefore={isChanged ? seen : undefined}
        older={older}
        others={others}
        values={refused?.values}
        errors={refused?.errors}
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }
}

const gone =
  'The figure of this finding cannot be worked out now, because its data is not loaded. The finding stays as it is.';

function addressOf(asked: unknown): FigureAddress {
  const parsed = Address.safeParse(asked ?? {});
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}

/** The figure that the form was shown with; only ever compared with what is worked out again. */
function seenIn(body: unknown): FrozenFigure | undefined {
  const { seen } = Sent.parse(body ?? {});
  try {
    return FrozenFigure.safeParse(JSON.parse(seen ?? '')).data;
  } catch {
    return undefined;
  }
}
