import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import { reading } from '#core/actions/reading.ts';
import { listTeams } from '#core/agencies/team-store.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs, needsStepUp } from '#core/sign-in/workspace-guard.ts';
import { parseForm, type FieldErrors, type FieldValues } from '#platform/forms/parse-form.ts';
import { Conflict } from '#platform/http/failures.ts';
import {
  FieldConflict,
  isLastAdministrator,
  LastAdministrator,
  refuseSelf,
  StaleEdit,
} from './account-changes.ts';
import { changePlacement } from './change-placement.ts';
import { listChanges } from './change-store.ts';
import { DeparturePage } from './departure-page.tsx';
import { endAccess } from './end-access.ts';
import { endOfDay } from './last-day.ts';
import { departurePath, placementPath, userPath } from './paths.ts';
import { DepartureForm, PlacementForm } from './person-forms.ts';
import { PersonPage } from './person-page.tsx';
import { getPerson } from './person-store.ts';
import { sightOf } from './person.ts';
import { PlacementPage } from './placement-page.tsx';
import { findProposalFor } from './role-proposal-store.ts';
import { idIn, keyIn } from '#platform/forms/sent-form.ts';

const readPerson = reading(
  'user.read',
  'user.list',
  async ({ tx, principal }, { id }: { id: string }) => {
    const person = await getPerson(tx, sightOf(principal), id);
    const changes = await listChanges(tx, id);
    const proposal = await findProposalFor(tx, { userId: id });
    return { seen: { person, changes, proposal }, about: [{ kind: 'user', id }] };
  },
);

/** What the forms about a person show; nobody opens one about themselves. */
const readPersonToChange = reading(
  'user.read',
  'user.list',
  async ({ tx, principal }, { id }: { id: string }) => {
    const person = await getPerson(tx, sightOf(principal), id);
    refuseSelf(person, principal);
    if (person.state === 'left') throw new Conflict('This person has left.');
    const teams = await listTeams(tx, person.agencyId);
    const isLast = await isLastAdministrator(tx, person);
    return { seen: { person, teams, isLast }, about: [{ kind: 'user', id }] };
  },
);

type Refused = {
  values: FieldValues;
  errors: FieldErrors;
  status: 409 | 422;
  isStale?: boolean;
};

/** One person's account: looked at, moved to another role or team, and ended. */
export function personRoutes(app: FastifyInstance, service: Service): void {
  app.get(userPath(':id'), needs('user.list'), async (request, reply) => {
    const principal = principalOf(request);
    const id = idIn(request.params);
    const seen = await readPerson(service, principal, { id });
    return reply.page(
      <PersonPage
        {...seen}
        now={service.clock.now()}
        isSelf={request.user?.id === id}
        mayChange={isAllowed(principal, 'user.change')}
        mayEnd={isAllowed(principal, 'user.end')}
      />,
    );
  });

  const mayChange = needsStepUp('user.change');

  app.get(placementPath(':id'), mayChange, (request, reply) => showPlacement(request, reply));

  app.post(placementPath(':id'), mayChange, async (request, reply) => {
    const userId = idIn(request.params);
    const form = parseForm(PlacementForm, request.body);
    if (!form.ok) return showPlacement(request, reply, { ...form, status: 422 });
    const { team: teamId, ...placement } = form.value;
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    try {
      await changePlacement(service, caller, { userId, teamId, ...placement });
      return await reply.redirect(userPath(userId), 303);
    } catch (problem) {
      const values = { role: placement.role, team: teamId ?? '' };
      return showPlacement(request, reply, { values, ...refusalOf(problem) });
    }
  });

  const mayEnd = needs('user.end');

  app.get(departurePath(':id'), mayEnd, (request, reply) => showDeparture(request, reply));

  app.post(departurePath(':id'), mayEnd, async (request, reply) => {
    const userId = idIn(request.params);
    const form = parseForm(DepartureForm, request.body);
    if (!form.ok) return showDeparture(request, reply, { ...form, status: 422 });
    const { version, knowsLast, when: kind, lastDay } = form.value;
    const from = lastDay === undefined ? undefined : endOfDay(lastDay);
    const values = typedIn(request.body);
    if (from !== undefined && from <= service.clock.now()) {
      const errors = { 'day-day': 'The last day must be today or later' };
      return showDeparture(request, reply, { values, errors, status: 422 });
    }
    const when =
      kind === 'later' && from !== undefined
        ? { kind, from: from.getTime() }
        : { kind: kind === 'at-once' ? kind : ('not' as const) };
    const caller = { principal: principalOf(request), idempotencyKey: keyIn(request.body) };
    try {
      await endAccess(service, caller, { userId, version, knowsLast, when });
      return await reply.redirect(userPath(userId), 303);
    } catch (problem) {
      return showDeparture(request, reply, { values, ...refusalOf(problem) });
    }
  });

  async function showPlacement(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const id = idIn(request.params);
    const seen = await readPersonToChange(service, principalOf(request), { id });
    const page = <PlacementPage {...seen} {...formStateOf(refused)} />;
    return reply.page(page, refused?.status ?? 200);
  }

  async function showDeparture(
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: Refused,
  ): Promise<FastifyReply> {
    const id = idIn(request.params);
    const seen = await readPersonToChange(service, principalOf(request), { id });
    const page = <DeparturePage {...seen} {...formStateOf(refused)} />;
    return reply.page(page, refused?.status ?? 200);
  }
}

function formStateOf(refused: Refused | undefined) {
  const { values, errors, isStale } = refused ?? {};
  return { idempotencyKey: randomUUID(), values, errors, isStale: isStale === true };
}

/** What the form says of a refusal that its sender can do something about; anything else is thrown on. */
function refusalOf(problem: unknown): Omit<Refused, 'values'> {
  if (problem instanceof FieldConflict) {
    return { errors: { [problem.field]: problem.message }, status: 409 };
  }
  if (problem instanceof LastAdministrator) {
    return { errors: { knowsLast: problem.message }, status: 409 };
  }
  if (problem instanceof StaleEdit) {
    return { errors: { version: problem.message }, status: 409, isStale: true };
  }
  throw problem;
}

function typedIn(body: unknown): FieldValues {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}
