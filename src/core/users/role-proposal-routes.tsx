import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reading } from '#core/actions/reading.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors } from '#platform/forms/parse-form.ts';
import { isLastAdministrator } from './account-changes.ts';
import { decideRole } from './decide-role.ts';
import { roleDecisionPath, roleProposalPath, usersPath } from './paths.ts';
import { DecisionForm } from './person-forms.ts';
import { findPerson } from './person-store.ts';
import { sightOf } from './person.ts';
import { RoleProposalPage } from './role-proposal-page.tsx';
import { getProposal } from './role-proposal-store.ts';
import { mayDecide } from './role-proposal.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';

const readProposal = reading(
  'role-proposal.read',
  'role.decide',
  async ({ tx, principal }, { id }: { id: string }) => {
    const proposal = await getProposal(tx, sightOf(principal), id);
    const { userId } = proposal;
    const person = userId === undefined ? undefined : await findPerson(tx, 'everybody', userId);
    const isLast = person !== undefined && (await isLastAdministrator(tx, person));
    return { seen: { proposal, isLast }, about: [{ kind: 'role-proposal', id }] };
  },
);

/** Powerful roles before their second person. */
export function roleProposalRoutes(app: FastifyInstance, service: Service): void {
  app.get(roleProposalPath(':id'), needs('role.decide'), (request, reply) => show(request, reply));

  app.post(roleDecisionPath(':id'), needsStepUp('role.decide'), async (request, reply) => {
    const proposalId = idIn(request.params);
    const form = parseForm(DecisionForm, request.body);
    if (!form.ok) return show(request, reply, form.errors);
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    const serviceName = service.profile.identity.name;
    await decideRole(service, caller, { proposalId, serviceName, ...form.value });
    return reply.redirect(usersPath(), 303);
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    errors?: FieldErrors,
  ): Promise<FastifyReply> {
    const principal = principalOf(request);
    const id = idIn(request.params);
    const { proposal, isLast } = await readProposal(service, principal, { id });
    const page = (
      <RoleProposalPage
        idempotencyKey={randomUUID()}
        proposal={proposal}
        now={service.clock.now()}
        mayDecide={mayDecide(proposal, principal)}
        isLast={isLast}
        errors={errors}
      />
    );
    return reply.page(page, errors === undefined ? 200 : 422);
  }
}
