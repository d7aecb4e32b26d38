import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { usersPath } from '#core/users/paths.ts';
import type { User } from '#core/users/user.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import { changeTeamName, endTeam } from './change-team.ts';
import { makeTeam } from './make-team.ts';
import { teamClosingPath, teamNamePath, teamPath, teamsPath } from './paths.ts';
import { TeamClosingForm, TeamForm, TeamNameForm } from './team-forms.ts';
import { StaleTeam, TeamInUse, TeamNameTaken } from './team-problems.ts';
import { countInTeam, findTeam, listTeams } from './team-store.ts';
import { TeamPage, TeamsPage } from './teams-page.tsx';

type Refused = { values?: FieldValues; errors: FieldErrors; status: 409 | 422 };

/** The teams of an administrator's own agency: made, renamed and closed. They name nobody. */
export function teamRoutes(app: FastifyInstance, service: Service): void {
  const mayManage = needs('team.manage');
  const callerOf = (request: FastifyRequest) => ({
    principal: principalOf(request),
    idempotencyKey: keyIn(request.body),
  });

  app.get(teamsPath(), mayManage, (request, reply) => showTeams(request, reply));

  app.post(teamsPath(), mayManage, async (request, reply) => {
    const form = parseForm(TeamForm, request.body);
    if (!form.ok) return showTeams(request, reply, { ...form, status: 422 });
    try {
      await makeTeam(service, callerOf(request), form.value);
      return await reply.redirect(teamsPath(), 303);
    } catch (problem) {
      return showTeams(request, reply, { values: form.value, ...refusalOf(problem) });
    }
  });

  app.get(teamPath(':id'), mayManage, (request, reply) => showTeam(request, reply));

  app.post(teamNamePath(':id'), mayManage, async (request, reply) => {
    const id = idIn(request.params);
    const form = parseForm(TeamNameForm, request.body);
    if (!form.ok) return showTeam(request, reply, { ...form, status: 422 });
    try {
      await changeTeamName(service, callerOf(request), { id, ...form.value });
      return await reply.redirect(teamsPath(), 303);
    } catch (problem) {
      const values = { name: form.value.name };
      return showTeam(request, reply, { values, ...refusalOf(problem) });
    }
  });

  app.post(teamClosingPath(':id'), mayManage, async (request, reply) => {
    const id = idIn(request.params);
    const form = parseForm(TeamClosingForm, request.body);
    if (!form.ok) return showTeam(request, reply, { errors: form.errors, status: 422 });
    try {
      await endTeam(service, callerOf(request), { id, ...form.value });
      return await reply.redirect(teamsPath(), 303);
    } catch (problem) {
      return showTeam(request, reply, refusalOf(problem));
    }
  });

  async function showTeams(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const { agencyId, agencyName } = userOf(request);
    const teams = await service.database.transaction(principalOf(request), (tx) =>
      listTeams(tx, agencyId),
    );
    const page = (
      <TeamsPage
        idempotencyKey={randomUUID()}
        agencyName={agencyName}
        peoplePath={usersPath()}
        teams={teams}
        values={refused?.values}
        errors={refused?.errors}
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }

  async function showTeam(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const { agencyId, agencyName } = userOf(request);
    const id = idIn(request.params);
    const seen = await service.database.transaction(principalOf(request), async (tx) => {
      const team = await findTeam(tx, agencyId, id);
      if (team === undefined || team.isClosed) throw new NotFound();
      return { team, people: await countInTeam(tx, id) };
    });
    const page = (
      <TeamPage
        {...seen}
        keys={{ name: randomUUID(), closing: randomUUID() }}
        agencyName={agencyName}
        values={refused?.values}
        errors={refused?.errors}
      />
    );
    return reply.page(page, refused?.status ?? 200);
  }
}

function userOf(request: FastifyRequest): User {
  if (request.user === null) throw new Error('This page is not behind the sign-in.');
  return request.user;
}

function refusalOf(problem: unknown): Omit<Refused, 'values'> {
  if (problem instanceof TeamInUse) return { errors: { closing: problem.message }, status: 409 };
  if (problem instanceof TeamNameTaken || problem instanceof StaleTeam) {
    return { errors: { name: problem.message }, status: 409 };
  }
  throw problem;
}
