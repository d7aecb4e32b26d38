import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { discardDraft } from '#core/access/agreements/discard-draft.ts';
import { lookAtPreview } from '#core/access/agreements/look-at-preview.ts';
import { NotReady, proposeVersion } from '#core/access/agreements/propose-version.ts';
import { DraftChanged } from '#core/access/agreements/take-draft.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { dayOf } from '#platform/calendar.ts';
import { listInWords } from './agreement-words.ts';
import { DecisionPage } from './decision-page.tsx';
import { readDraft } from './draft-routes.ts';
import { sharingPaths } from './paths.ts';
import { PreviewFigures } from './preview-figures.tsx';
import { previewedFrom } from './previewed-from.ts';
import { readVersion, versionAddress, type ReadVersion } from './read-version.ts';
import { sentWith } from './sent-form.ts';

/** Looking at what a version would change, proposing a draft, and giving one up. */
export function proposalRoutes(app: FastifyInstance, service: Service): void {
  const mayDraft = needs('agreement.draft');
  const mayPropose = needsStepUp('agreement.draft');

  app.get(
    sharingPaths.effect(':id', ':number'),
    needs('agreement.preview'),
    async (request, reply) => {
      const principal = principalOf(request);
      const now = service.clock.now();
      const read = await service.database.transaction(principal, (tx) =>
        readVersion(tx, principal, versionAddress(request.params), now),
      );
      const { agreement, number } = read.version;
      return reply.page(
        <WorkspacePage
          title="What would change"
          back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the version' }}
          isWide
        >
          <span class="govuk-caption-l">Version {number}</span>
          <h1 class="govuk-heading-l">{agreement.title}</h1>
          <PreviewFigures {...await preview(request, read)} />
        </WorkspacePage>,
      );
    },
  );

  app.get(sharingPaths.proposal(':id', ':number'), mayPropose, (request, reply) =>
    showProposal(request, reply),
  );

  app.post(sharingPaths.proposal(':id', ':number'), mayPropose, async (request, reply) => {
    const { version } = await readVersionOf(request);
    const { idempotencyKey, revision } = sentWith(request.body);
    try {
      const caller = { principal: principalOf(request), idempotencyKey };
      await proposeVersion(service, caller, { versionId: version.id, revision });
    } catch (problem) {
      if (!(problem instanceof NotReady || problem instanceof DraftChanged)) throw problem;
      return showProposal(request, reply, problem.message);
    }
    return reply.redirect(sharingPaths.version(version.agreement.id, version.number), 303);
  });

  app.get(sharingPaths.disposal(':id', ':number'), mayDraft, (request, reply) =>
    showDisposal(request, reply),
  );

  app.post(sharingPaths.disposal(':id', ':number'), mayDraft, async (request, reply) => {
    const { version } = await readVersionOf(request);
    const { idempotencyKey, revision } = sentWith(request.body);
    try {
      const caller = { principal: principalOf(request), idempotencyKey };
      await discardDraft(service, caller, { versionId: version.id, revision });
    } catch (problem) {
      if (!(problem instanceof DraftChanged)) throw problem;
      return showDisposal(request, reply, problem.message);
    }
    return reply.redirect(sharingPaths.register(), 303);
  });

  async function readVersionOf(request: FastifyRequest): Promise<ReadVersion> {
    const principal = principalOf(request);
    return service.database.transaction(principal, (tx) =>
      readVersion(tx, principal, versionAddress(request.params), service.clock.now()),
    );
  }

  async function preview(request: FastifyRequest, { version, names }: ReadVersion) {
    const about = { versionId: version.id, agreementId: version.agreement.id };
    return {
      preview: await lookAtPreview(service, principalOf(request), about),
      names,
      from: previewedFrom(version, dayOf(service.clock.now())),
    };
  }

  async function showProposal(
    request: FastifyRequest,
    reply: FastifyReply,
    problem?: string,
  ): Promise<FastifyReply> {
    const read = await readDraft(service, request);
    const { agreement, number, revision, parties } = read.version;
    const page = (
      <DecisionPage
        caption={`${agreement.title}, version ${number}`}
        heading="Propose this version"
        back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the draft' }}
        action={sharingPaths.proposal(agreement.id, number)}
        idempotencyKey={randomUUID()}
        hidden={{ revision: String(revision) }}
        button="Propose it"
        errors={problem === undefined ? undefined : { decision: problem }}
        whyNot={read.problems[0]}
      >
        <p class="govuk-body">
          Once it is proposed it stays as it is: a change is the next version.{' '}
          {listInWords(parties.map(({ name }) => name))} are asked by mail to sign. Nothing is
          shared until two of them have.
        </p>
        <PreviewFigures {...await preview(request, read)} />
      </DecisionPage>
    );
    return reply.page(page, problem === undefined ? 200 : 409);
  }

  async function showDisposal(
    request: FastifyRequest,
    reply: FastifyReply,
    problem?: string,
  ): Promise<FastifyReply> {
    const { version } = await readDraft(service, request);
    const { agreement, number, revision } = version;
    const page = (
      <DecisionPage
        caption={`${agreement.title}, version ${number}`}
        heading="Discard this draft"
        back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the draft' }}
        action={sharingPaths.disposal(agreement.id, number)}
        idempotencyKey={randomUUID()}
        hidden={{ revision: String(revision) }}
        button="Discard the draft"
        isWarning
        errors={problem === undefined ? undefined : { decision: problem }}
      >
        <p class="govuk-body">
          It can still be read by your agency, and nothing comes of it. What is in force stays in
          force.
        </p>
      </DecisionPage>
    );
    return reply.page(page, problem === undefined ? 200 : 409);
  }
}
