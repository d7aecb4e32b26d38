import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { reading } from '#core/actions/reading.ts';
import { listTeams } from '#core/agencies/team-store.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import { sentMailPath } from '#core/sent-mail/paths.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { FieldConflict } from './account-changes.ts';
import { InvitationPage } from './invitation-page.tsx';
import { getInvitation } from './invitation-store.ts';
import { inviteColleague } from './invite-colleague.ts';
import { InvitePage } from './invite-page.tsx';
import {
  invitationPath,
  invitationSendingPath,
  invitationsPath,
  invitationWithdrawalPath,
  usersPath,
} from './paths.ts';
import { InvitationForm } from './person-forms.ts';
import { sightOf } from './person.ts';
import { findProposalFor } from './role-proposal-store.ts';
import { sendInvitationAgain } from './send-invitation-again.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

const readInvitation = reading(
  'invitation.read',
  'user.list',
  async ({ tx, principal }, { id }: { id: string }) => {
    const invitation = await getInvitation(tx, sightOf(principal), id);
    const proposal = await findProposalFor(tx, { invitationId: id });
    return { seen: { invitation, proposal }, about: [{ kind: 'invitation', id }] };
  },
);

/** Asking colleagues to come: made, looked at, sent again and withdrawn. */
export function invitationRoutes(app: FastifyInstance, service: Service): void {
  const mayInvite = needs('user.invite');
  const serviceName = service.profile.identity.name;

  app.get(invitationsPath(), mayInvite, (request, reply) => showForm(request, reply));

  app.post(invitationsPath(), mayInvite, async (request, reply) => {
    const form = parseForm(InvitationForm, request.body);
    if (!form.ok) return showForm(request, reply, { ...form, status: 422 });
    const { team: teamId, ...colleague } = form.value;
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    try {
      const made = await inviteColleague(service, caller, { ...colleague, teamId, serviceName });
      return await reply.redirect(invitationPath(made.invitationId), 303);
    } catch (problem) {
      if (!(problem instanceof FieldConflict)) throw problem;
      const values = { ...colleague, team: teamId ?? '' };
      const errors = { [problem.field]: problem.message };
      return showForm(request, reply, { values, errors, status: 409 });
    }
  });

  app.get(invitationPath(':id'), needs('user.list'), async (request, reply) => {
    const principal = principalOf(request);
    const seen = await readInvitation(service, principal, { id: idIn(request.params) });
    return reply.page(
      <InvitationPage
        {...seen}
        now={service.clock.now()}
        keys={{ sending: randomUUID(), withdrawal: randomUUID() }}
        maySend={isAllowed(principal, 'user.invite')}
        mayWithdraw={isAllowed(principal, 'invitation.withdraw')}
        mailPath={service.demonstration === undefined ? undefined : sentMailPath()}
        hasAccountElsewhere={
          sightOf(principal) === 'everybody' &&
          seen.invitation.lastSentAt !== undefined &&
          seen.invitation.userId === undefined
        }
      />,
    );
  });

  app.post(invitationSendingPath(':id'), mayInvite, async (request, reply) => {
    const invitationId = idIn(request.params);
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    await sendInvitationAgain(service, caller, { invitationId, serviceName });
    return reply.redirect(invitationPath(invitationId), 303);
  });

  app.post(
    invitationWithdrawalPath(':id'),
    needs('invitation.withdraw'),
    async (request, reply) => {
      const invitationId = idIn(request.params);
      const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
      await withdrawInvitation(service, caller, { invitationId });
      return reply.redirect(usersPath(), 303);
    },
  );

  /** The form; again with what was typed when it was refused. */
  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { values: FieldValues; errors: FieldErrors; status: 409 | 422 },
  ): Promise<FastifyReply> {
    const { user } = request;
    if (user === null) throw new Error('This page is not behind the sign-in.');
    const teams = await service.database.transaction(principalOf(request), (tx) =>
      listTeams(tx, user.agencyId),
    );
    const page = (
      <InvitePage
        idempotencyKey={randomUUID()}
        agencyName={user.agencyName}
        teams={teams}
        values={refused?.values}
        errors={refused?.errors}
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }
}
