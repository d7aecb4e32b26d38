import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getAgreement } from '#core/access/agreements/agreement-store.ts';
import type { Agreement } from '#core/access/agreements/agreement.ts';
import { draftNextVersion } from '#core/access/agreements/draft-next-version.ts';
import { leaveAgreement } from '#core/access/agreements/leave-agreement.ts';
import { lookAtPreview } from '#core/access/agreements/look-at-preview.ts';
import { revokeAgreement } from '#core/access/agreements/revoke-agreement.ts';
import { CannotSign, signVersion, whyCannotSign } from '#core/access/agreements/sign-version.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { errorFor } from '#design-system/forms/field-errors.ts';
import { Checkboxes, Radios } from '#design-system/govuk/components.ts';
import { dayOf } from '#platform/calendar.ts';
import { NotFound } from '#platform/http/failures.ts';
import { chosenIn } from './agreement-form.ts';
import { DecisionPage } from './decision-page.tsx';
import { nameIn } from './names.ts';
import { sharingPaths } from './paths.ts';
import { PreviewFigures } from './preview-figures.tsx';
import { previewedFrom } from './previewed-from.ts';
import { agencyOf, readVersion, versionAddress } from './read-version.ts';
import { agreementIdIn } from './register-routes.tsx';
import { sentWith } from './sent-form.ts';
import { joinTerms } from './term-lines.ts';
import { TermTable } from './term-tables.tsx';

const Wanted = z.union([z.literal('all'), z.coerce.number().int().min(1)]);

/** What a party does with what is proposed: sign and leave; and what the keeper does: end it, or start the next. */
export function partyRoutes(app: FastifyInstance, service: Service): void {
  const { database, clock } = service;
  const maySign = needsStepUp('agreement.sign');
  const mayLeave = needsStepUp('agreement.leave');
  const mayRevoke = needsStepUp('agreement.revoke');

  app.get(sharingPaths.signature(':id', ':number'), maySign, (request, reply) =>
    showSigning(request, reply),
  );

  app.post(sharingPaths.signature(':id', ':number'), maySign, async (request, reply) => {
    const address = versionAddress(request.params);
    if (chosenIn(request.body, 'authorised')[0] !== 'yes')
      return showSigning(request, reply, {
        error: 'Confirm that you may sign for your agency',
        status: 422,
      });
    const { idempotencyKey } = sentWith(request.body);
    try {
      await signVersion(service, { principal: principalOf(request), idempotencyKey }, address);
    } catch (problem) {
      if (!(problem instanceof CannotSign)) throw problem;
      return showSigning(request, reply, { error: problem.message, status: 409 });
    }
    return reply.redirect(sharingPaths.version(address.agreementId, address.number), 303);
  });

  app.get(sharingPaths.departure(':id'), mayLeave, async (request, reply) => {
    const { id, title } = await readAgreement(request);
    return reply.page(
      <DecisionPage
        caption={title}
        heading="Leave this agreement"
        back={{ href: sharingPaths.agreement(id), text: 'Back to the agreement' }}
        action={sharingPaths.departure(id)}
        idempotencyKey={randomUUID()}
        button="Leave for your agency"
        isWarning
      >
        <p class="govuk-body">
          From that moment your agency gives nothing and receives nothing under it, in any of its
          versions. The other parties go on without you.
        </p>
        <p class="govuk-body">
          To come back, your agency has to sign a version that is proposed later. A signature that
          was ended cannot be given again.
        </p>
      </DecisionPage>,
    );
  });

  app.post(sharingPaths.departure(':id'), mayLeave, async (request, reply) => {
    const agreementId = agreementIdIn(request);
    const { idempotencyKey } = sentWith(request.body);
    await leaveAgreement(
      service,
      { principal: principalOf(request), idempotencyKey },
      { agreementId },
    );
    return reply.redirect(sharingPaths.agreement(agreementId), 303);
  });

  app.get(sharingPaths.revocation(':id'), mayRevoke, (request, reply) =>
    showRevocation(request, reply),
  );

  app.post(sharingPaths.revocation(':id'), mayRevoke, async (request, reply) => {
    const agreementId = agreementIdIn(request);
    const wanted = Wanted.safeParse(chosenIn(request.body, 'which')[0]);
    if (!wanted.success) return showRevocation(request, reply, 'Choose what to end');
    const { idempotencyKey } = sentWith(request.body);
    const caller = { principal: principalOf(request), idempotencyKey };
    await revokeAgreement(service, caller, { agreementId, number: wanted.data });
    return reply.redirect(sharingPaths.agreement(agreementId), 303);
  });

  app.post(sharingPaths.versions(':id'), needs('agreement.draft'), async (request, reply) => {
    const agreementId = agreementIdIn(request);
    const { idempotencyKey } = sentWith(request.body);
    const caller = { principal: principalOf(request), idempotencyKey };
    const { number } = await draftNextVersion(service, caller, { agreementId });
    return reply.redirect(sharingPaths.version(agreementId, number), 303);
  });

  async function readAgreement(request: FastifyRequest): Promise<Agreement> {
    const principal = principalOf(request);
    const reader = { agencyId: agencyOf(principal), now: clock.now() };
    return database.transaction(principal, (tx) =>
      getAgreement(tx, agreementIdIn(request), reader),
    );
  }

  async function showSigning(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { error: string; status: 409 | 422 },
  ): Promise<FastifyReply> {
    const [principal, now] = [principalOf(request), clock.now()];
    const address = versionAddress(request.params);
    const { version, names } = await database.transaction(principal, (tx) =>
      readVersion(tx, principal, address, now),
    );
    const agencyId = agencyOf(principal) ?? '';
    const { agreement, number } = version;
    const about = { versionId: version.id, agreementId: agreement.id };
    const whyNot = whyCannotSign(version, agencyId, dayOf(now));
    const own = joinTerms(version.terms.filter((term) => term.agencyId === agencyId));
    const errors = refused && {
      [refused.status === 422 ? 'authorised' : 'decision']: refused.error,
    };
    const page = (
      <DecisionPage
        caption={`${agreement.title}, version ${number}`}
        heading={`Sign for ${nameIn(names.agencies, agencyId)}`}
        back={{ href: sharingPaths.version(agreement.id, number), text: 'Read the whole version' }}
        action={sharingPaths.signature(agreement.id, number)}
        idempotencyKey={randomUUID()}
        button="Sign for your agency"
        errors={errors}
        whyNot={whyNot}
        fields={
          <Checkboxes
            idPrefix="authorised"
            name="authorised"
            items={[
              {
                value: 'yes',
                text: 'I may sign for my agency, and I have read what it gives and receives',
              },
            ]}
            errorMessage={errorFor(errors, 'authorised')}
          />
        }
      >
        {whyNot === undefined && (
          <>
            <p class="govuk-body">
              You sign for your own agency alone. It gives to, and receives from, those other
              parties that sign too.
            </p>
            <TermTable direction="gives" lines={own} names={names} of="your agency" />
            <TermTable direction="receives" lines={own} names={names} of="your agency" />
            <PreviewFigures
              preview={await lookAtPreview(service, principal, about)}
              names={names}
              from={previewedFrom(version, dayOf(now))}
            />
          </>
        )}
      </DecisionPage>
    );
    return reply.page(page, refused?.status ?? 200);
  }

  async function showRevocation(
    request: FastifyRequest,
    reply: FastifyReply,
    error?: string,
  ): Promise<FastifyReply> {
    const agreement = await readAgreement(request);
    if (agreement.keptBy?.id !== agencyOf(principalOf(request))) throw new NotFound();
    const standing = agreement.versions.filter(
      ({ proposedAt, revokedAt }) => proposedAt !== undefined && revokedAt === undefined,
    );
    const errors = error === undefined ? undefined : { which: error };
    const page = (
      <DecisionPage
        caption={agreement.title}
        heading="End it for every party"
        back={{ href: sharingPaths.agreement(agreement.id), text: 'Back to the agreement' }}
        action={sharingPaths.revocation(agreement.id)}
        idempotencyKey={randomUUID()}
        button="End it now"
        isWarning
        errors={errors}
        whyNot={standing.length === 0 ? 'There is nothing left to end.' : undefined}
        fields={
          <Radios
            idPrefix="which"
            name="which"
            fieldset={{
              legend: { text: 'What do you want to end?', classes: 'govuk-fieldset__legend--s' },
            }}
            items={[
              { value: 'all', text: 'The whole agreement' },
              ...standing.map(({ number }) => ({
                value: String(number),
                text: `Version ${number} alone`,
                hint: {
                  text: 'An earlier version that still runs and is signed would be in force again.',
                },
              })),
            ]}
            errorMessage={errorFor(errors, 'which')}
          />
        }
      >
        <p class="govuk-body">
          From that moment nobody sees anything by it. What was ended cannot be begun again: propose
          the next version for that.
        </p>
      </DecisionPage>
    );
    return reply.page(page, error === undefined ? 200 : 422);
  }
}
