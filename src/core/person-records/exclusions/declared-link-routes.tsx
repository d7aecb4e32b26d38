import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import { bornOnFields } from '#core/person-records/person-record-form.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { oneLine } from '#platform/forms/one-line.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { declareLink, readDeclaredLinks, takeBackLink } from './declare-link.ts';
import { DeclaredLinksPage } from './declared-links-page.tsx';
import { declaredLinkEndPath, declaredLinksPath } from './paths.ts';

const missing = 'Enter the full name, address, number or email';
const LinkForm = z
  .object({
    kind: z.enum(['person', 'address', 'contact'], 'Choose what it is'),
    words: oneLine('This', missing, 500),
  })
  .and(bornOnFields)
  .transform(({ kind, words, bornOn }, context) => {
    const say = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
      return z.NEVER;
    };
    if (kind === 'person' && !/\S \S/.test(words))
      return say('words', 'Enter the first and the family name');
    if (kind === 'person' && bornOn === null) return say('born-day', 'Enter the date of birth');
    if (kind === 'address' && words.length < 8)
      return say('words', 'Enter the address with its number and postcode');
    if (kind === 'contact' && !/@|(\d\D*){10}/.test(words))
      return say('words', 'Enter the whole number or email address');
    return { kind, words, bornOn: kind === 'person' ? bornOn : null };
  });

/** Where people say whom they must not look at. */
export function declaredLinkRoutes(app: FastifyInstance, service: Service): void {
  const may = needs('declared-link.make');

  app.get(declaredLinksPath(), may, async (request, reply) => {
    const links = await readDeclaredLinks(service, principalOf(request), undefined);
    return reply.page(<DeclaredLinksPage links={links} makeKey={randomUUID} />);
  });

  app.post(declaredLinksPath(), may, async (request, reply) => {
    const principal = principalOf(request);
    const form = parseForm(LinkForm, request.body);
    if (!form.ok) {
      const links = await readDeclaredLinks(service, principal, undefined);
      return reply.page(<DeclaredLinksPage links={links} makeKey={randomUUID} {...form} />, 422);
    }
    await declareLink(service, { principal, idempotencyKey: keyIn(request.body) }, form.value);
    return reply.redirect(declaredLinksPath(), 303);
  });

  app.post(declaredLinkEndPath(':id'), may, async (request, reply) => {
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    await takeBackLink(service, caller, { id: idIn(request.params) });
    return reply.redirect(declaredLinksPath(), 303);
  });
}
