import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { editDraftParties } from '#core/access/agreements/edit-draft-parties.ts';
import { editDraftWords } from '#core/access/agreements/edit-draft-words.ts';
import { listPossibleParties } from '#core/access/agreements/gateway-store.ts';
import { startAgreement } from '#core/access/agreements/start-agreement.ts';
import { DraftChanged } from '#core/access/agreements/take-draft.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { chosenIn, dayFields, WordsForm } from './agreement-form.ts';
import { listInWords, periodInWords } from './agreement-words.ts';
import { DraftChangedNotice } from './draft-changed.tsx';
import { PartiesPage } from './parties-page.tsx';
import { PartyCheckboxes } from './party-checkboxes.tsx';
import { sharingPaths } from './paths.ts';
import { readDraft } from './draft-routes.ts';
import { agencyOf } from './read-version.ts';
import { sentWith } from './sent-form.ts';
import { WordsPage } from './words-page.tsx';

type Refused = { values: FieldValues; errors: FieldErrors; status: 409 | 422 };

/** Starting an agreement, and saying what it is, for when and between whom. */
export function draftWordsRoutes(app: FastifyInstance, service: Service): void {
  const { database } = service;
  const mayDraft = needs('agreement.draft');

  app.get(sharingPaths.newAgreement(), mayDraft, (request, reply) => showNew(request, reply));

  app.post(sharingPaths.agreements(), mayDraft, async (request, reply) => {
    const parsed = parseForm(WordsForm, request.body);
    if (!parsed.ok) return showNew(request, reply, { ...parsed, status: 422 });
    const caller = { principal: principalOf(request), ...sentWith(request.body) };
    const parties = await knownParties(request);
    const started = await startAgreement(service, caller, { ...parsed.value, parties });
    return reply.redirect(sharingPaths.version(started.agreementId, started.number), 303);
  });

  app.get(sharingPaths.words(':id', ':number'), mayDraft, (request, reply) =>
    showWords(request, reply),
  );

  app.post(sharingPaths.words(':id', ':number'), mayDraft, async (request, reply) => {
    const { version } = await readDraft(service, request);
    const parsed = parseForm(WordsForm, request.body);
    if (!parsed.ok) return showWords(request, reply, { ...parsed, status: 422 });
    const { idempotencyKey, revision } = sentWith(request.body);
    const draft = { versionId: version.id, revision };
    try {
      const caller = { principal: principalOf(request), idempotencyKey };
      await editDraftWords(service, caller, { draft, words: parsed.value });
    } catch (problem) {
      if (!(problem instanceof DraftChanged)) throw problem;
      const { title, summary, fromOn, untilOn } = parsed.value;
      const values = {
        title,
        summary,
        ...dayFields('from', fromOn),
        ...dayFields('until', untilOn),
      };
      return showWords(request, reply, { values, errors: { draft: problem.message }, status: 409 });
    }
    return reply.redirect(sharingPaths.version(version.agreement.id, version.number), 303);
  });

  app.get(sharingPaths.parties(':id', ':number'), mayDraft, (request, reply) =>
    showParties(request, reply),
  );

  app.post(sharingPaths.parties(':id', ':number'), mayDraft, async (request, reply) => {
    const { version } = await readDraft(service, request);
    const { idempotencyKey, revision } = sentWith(request.body);
    const parties = await knownParties(request);
    try {
      const caller = { principal: principalOf(request), idempotencyKey };
      const draft = { versionId: version.id, revision };
      await editDraftParties(service, caller, { draft, parties });
    } catch (problem) {
      if (!(problem instanceof DraftChanged)) throw problem;
      return showParties(request, reply, { chosen: parties, error: problem.message });
    }
    return reply.redirect(sharingPaths.version(version.agreement.id, version.number), 303);
  });

  async function listAgencies(request: FastifyRequest) {
    return database.transaction(principalOf(request), listPossibleParties);
  }

  /** The agencies that were ticked, as far as the service knows them. */
  async function knownParties(request: FastifyRequest): Promise<string[]> {
    const chosen = new Set(chosenIn(request.body, 'parties'));
    return (await listAgencies(request)).map(({ id }) => id).filter((id) => chosen.has(id));
  }

  async function showNew(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const own = agencyOf(principalOf(request));
    const others = (await listAgencies(request)).filter(({ id }) => id !== own);
    const page = (
      <WordsPage
        heading="Start an agreement"
        back={{ href: sharingPaths.register(), text: 'Sharing agreements' }}
        action={sharingPaths.agreements()}
        idempotencyKey={randomUUID()}
        button="Start the draft"
        values={refused?.values ?? {}}
        errors={refused?.errors}
        above={
          <p class="govuk-body">
            You start with a draft that only your agency sees. You say next what each party gives
            and receives, look at what would change, and then ask the parties to sign.
          </p>
        }
        below={
          <PartyCheckboxes
            legend="Who else is a party?"
            hint="You can change this later."
            agencies={others}
            chosen={chosenIn(request.body, 'parties')}
          />
        }
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }

  async function showWords(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const { version } = await readDraft(service, request);
    const { agreement, number, summary, revision } = version;
    const now = {
      title: agreement.title,
      summary,
      ...dayFields('from', version.fromOn),
      ...dayFields('until', version.untilOn),
    };
    const page = (
      <WordsPage
        heading="What the agreement is"
        back={{ href: sharingPaths.version(agreement.id, number), text: 'Back to the draft' }}
        action={sharingPaths.words(agreement.id, number)}
        idempotencyKey={randomUUID()}
        hidden={{ revision: String(revision) }}
        isTitleFixed={number > 1}
        button="Save"
        values={refused?.values ?? now}
        errors={refused?.errors}
        above={
          refused?.status === 409 && (
            <DraftChangedNotice>
              <p class="govuk-body">
                {agreement.title}. {summary} {periodInWords(version)}.
              </p>
            </DraftChangedNotice>
          )
        }
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }

  async function showParties(
    request: FastifyRequest,
    reply: FastifyReply,
    stale?: { chosen: readonly string[]; error: string },
  ): Promise<FastifyReply> {
    const { version } = await readDraft(service, request);
    const page = (
      <PartiesPage
        version={version}
        agencies={(await listAgencies(request)).filter(
          ({ id }) => id !== version.agreement.keptBy?.id,
        )}
        chosen={stale?.chosen ?? version.parties.map(({ id }) => id)}
        idempotencyKey={randomUUID()}
        errors={stale && { draft: stale.error }}
        above={
          stale && (
            <DraftChangedNotice>
              <p class="govuk-body">
                Parties: {listInWords(version.parties.map(({ name }) => name))}.
              </p>
            </DraftChangedNotice>
          )
        }
      />
    );
    return reply.page(page, stale === undefined ? 200 : 409);
  }
}
