import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { putDraftTerms, TermsRefused } from '#core/access/agreements/put-draft-terms.ts';
import { removeDraftTerms } from '#core/access/agreements/remove-draft-terms.ts';
import { DraftChanged } from '#core/access/agreements/take-draft.ts';
import type { Term } from '#core/access/agreements/term.ts';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { dayOf } from '#platform/calendar.ts';
import { parseForm, type FieldErrors } from '#platform/forms/parse-form.ts';
import { chosenIn } from './agreement-form.ts';
import { DraftChangedNotice } from './draft-changed.tsx';
import { DraftPage } from './draft-page.tsx';
import { readDraft } from './draft-routes.ts';
import { sharingPaths } from './paths.ts';
import type { ReadVersion } from './read-version.ts';
import { idsIn, sentWith } from './sent-form.ts';
import { joinTerms } from './term-lines.ts';
import { TermTable } from './term-tables.tsx';
import { choicesIn, directionIn, TermsForm, type TermChoices } from './terms-form.ts';
import { TermsPage } from './terms-page.tsx';

/** Saying what parties give and receive. */
export function draftTermsRoutes(app: FastifyInstance, service: Service): void {
  const mayDraft = needs('agreement.draft');

  app.get(sharingPaths.newTerms(':id', ':number'), mayDraft, async (request, reply) => {
    const read = await readDraft(service, request);
    const asked = idsIn(chosenIn(request.query, 'terms')[0]);
    const replaced = read.version.terms.filter(({ id }) => asked.includes(id));
    const [first] = replaced;
    return showForm(reply, read, {
      direction: first?.direction ?? directionIn(request.query),
      choices: first === undefined ? nothingChosen : choicesOf(replaced, first),
      replaces: replaced.map(({ id }) => id),
    });
  });

  app.post(sharingPaths.terms(':id', ':number'), mayDraft, async (request, reply) => {
    const read = await readDraft(service, request);
    const choices = choicesIn(request.body);
    const direction = directionIn(request.body);
    const replaces = idsIn(chosenIn(request.body, 'replaces')[0]);
    const shown = { direction, choices, replaces };
    const parsed = parseForm(TermsForm, { ...choices, direction });
    if (!parsed.ok) return showForm(reply, read, { ...shown, errors: parsed.errors }, 422);
    const { idempotencyKey, revision } = sentWith(request.body);
    const draft = { versionId: read.version.id, revision };
    const caller = { principal: principalOf(request), idempotencyKey };
    try {
      await putDraftTerms(service, caller, { draft, terms: parsed.value, replaces });
    } catch (problem) {
      if (problem instanceof TermsRefused) {
        const errors = { [direction === 'gives' ? 'gateway' : 'parties']: problem.message };
        return showForm(reply, read, { ...shown, errors }, 422);
      }
      if (!(problem instanceof DraftChanged)) throw problem;
      const now = await readDraft(service, request);
      return showForm(reply, now, { ...shown, errors: { draft: problem.message } }, 409);
    }
    return reply.redirect(
      `${sharingPaths.version(read.version.agreement.id, read.version.number)}#${direction}`,
      303,
    );
  });

  app.post(sharingPaths.termRemoval(':id', ':number'), mayDraft, async (request, reply) => {
    const { version } = await readDraft(service, request);
    const { idempotencyKey, revision } = sentWith(request.body);
    const terms = idsIn(chosenIn(request.body, 'terms')[0]);
    const draft = { versionId: version.id, revision };
    try {
      const caller = { principal: principalOf(request), idempotencyKey };
      await removeDraftTerms(service, caller, { draft, terms });
    } catch (problem) {
      if (!(problem instanceof DraftChanged)) throw problem;
      return showDraft(
        request,
        reply,
        'Somebody changed this draft after you opened it. Nothing was removed. This is the draft as it is now.',
      );
    }
    return reply.redirect(sharingPaths.version(version.agreement.id, version.number), 303);
  });

  async function showDraft(
    request: FastifyRequest,
    reply: FastifyReply,
    problem: string,
  ): Promise<FastifyReply> {
    const read = await readDraft(service, request);
    const page = (
      <DraftPage
        {...read}
        mayEdit={isAllowed(principalOf(request), 'agreement.draft')}
        today={dayOf(service.clock.now())}
        makeKey={randomUUID}
        errors={{ gives: problem }}
      />
    );
    return reply.page(page, 409);
  }
}

type Shown = {
  direction: Term['direction'];
  choices: TermChoices;
  replaces: readonly string[];
  errors?: FieldErrors;
};

function showForm(
  reply: FastifyReply,
  { version, gateways, names }: ReadVersion,
  { direction, choices, replaces, errors }: Shown,
  status: 200 | 409 | 422 = 200,
): FastifyReply {
  const page = (
    <TermsPage
      version={version}
      direction={direction}
      gateways={gateways}
      choices={choices}
      replaces={replaces}
      idempotencyKey={randomUUID()}
      errors={errors}
      above={
        status === 409 && (
          <DraftChangedNotice>
            <TermTable direction={direction} lines={joinTerms(version.terms)} names={names} />
          </DraftChangedNotice>
        )
      }
    />
  );
  return reply.page(page, status);
}

const nothingChosen: TermChoices = {
  parties: [],
  categories: [],
  purposes: [],
  heldAs: [],
  processing: [],
  gateway: '',
};

/** Terms of one line, as the form ticks them. */
function choicesOf(terms: readonly Term[], first: Term): TermChoices {
  return {
    parties: [...new Set(terms.map(({ agencyId }) => agencyId))],
    categories: [...new Set(terms.map(({ category }) => category))],
    purposes: [...new Set(terms.map(({ purpose }) => purpose))],
    heldAs: first.heldAs,
    processing: first.processing,
    gateway: first.gatewayId ?? '',
  };
}
