import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  getAgreement,
  listAgreements,
  listToSign,
} from '#core/access/agreements/agreement-store.ts';
import { isSigned, type Version } from '#core/access/agreements/agreement.ts';
import { whyCannotSign } from '#core/access/agreements/sign-version.ts';
import { stateOf } from '#core/access/agreements/version-state.ts';
import { isAllowed } from '#core/access/permissions.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import { chosenIn } from './agreement-form.ts';
import { DraftPage } from './draft-page.tsx';
import { GatewaysPage } from './gateways-page.tsx';
import { headlineOf } from './headline.ts';
import { sharingPaths } from './paths.ts';
import { agencyOf, readVersion, versionAddress } from './read-version.ts';
import { RegisterPage } from './register-page.tsx';
import { everyParty, VersionPage, type VersionChoices } from './version-page.tsx';

const Params = z.object({ id: z.uuid() });

/** The id of the agreement that an address names. Throws NotFound where it cannot be one. */
export function agreementIdIn(request: FastifyRequest): string {
  const parsed = Params.safeParse(request.params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}

/** Reading agreements: the register, each version, and the legal powers. */
export function registerRoutes(app: FastifyInstance, service: Service): void {
  const { database, clock, profile } = service;
  const mayRead = needs('agreement.read');

  app.get(sharingPaths.register(), mayRead, async (request, reply) => {
    const principal = principalOf(request);
    const [agencyId, now] = [agencyOf(principal), clock.now()];
    const signsFor = isAllowed(principal, 'agreement.sign') ? agencyId : undefined;
    const { agreements, toSign } = await database.transaction(principal, async (tx) => ({
      agreements: await listAgreements(tx, { agencyId, now }),
      toSign: signsFor === undefined ? undefined : await listToSign(tx, signsFor, dayOf(now)),
    }));
    return reply.page(
      <RegisterPage
        agreements={agreements}
        toSign={toSign}
        mayStart={isAllowed(principal, 'agreement.draft')}
        today={dayOf(now)}
      />,
    );
  });

  app.get(sharingPaths.gateways(), mayRead, (_request, reply) =>
    reply.page(<GatewaysPage gateways={profile.informationSharing.gateways} />),
  );

  app.get(sharingPaths.agreement(':id'), mayRead, async (request, reply) => {
    const [principal, id] = [principalOf(request), agreementIdIn(request)];
    const reader = { agencyId: agencyOf(principal), now: clock.now() };
    const agreement = await database.transaction(principal, (tx) => getAgreement(tx, id, reader));
    return reply.redirect(sharingPaths.version(id, headlineOf(agreement).number), 303);
  });

  app.get(sharingPaths.version(':id', ':number'), mayRead, async (request, reply) => {
    const [principal, now] = [principalOf(request), clock.now()];
    const address = versionAddress(request.params);
    const read = await database.transaction(principal, (tx) =>
      readVersion(tx, principal, address, now),
    );
    const today = dayOf(now);
    if (stateOf(read.version, today) === 'draft') {
      const mayEdit = isAllowed(principal, 'agreement.draft');
      return reply.page(
        <DraftPage {...read} mayEdit={mayEdit} today={today} makeKey={randomUUID} />,
      );
    }
    const choices = choicesOf(read.version, principal, today);
    const { version, flows, names } = read;
    const shownParty = partyToShow(version, request.query, agencyOf(principal));
    const page = { version, flows, names, choices, today, shownParty };
    return reply.page(<VersionPage {...page} idempotencyKey={randomUUID()} />);
  });
}

/** The party that is asked for, otherwise the reader's own, otherwise all. */
function partyToShow(version: Version, query: unknown, own: string | undefined): string {
  const [asked] = chosenIn(query, 'party');
  const isParty = (id: string | undefined): id is string =>
    version.parties.some((party) => party.id === id);
  if (asked === everyParty || isParty(asked)) return asked;
  return isParty(own) ? own : everyParty;
}

function choicesOf(version: Version, principal: Principal, today: string): VersionChoices {
  const agencyId = agencyOf(principal);
  const own = version.parties.find(({ id }) => id === agencyId);
  const isKeeper = agencyId !== undefined && version.agreement.keptBy?.id === agencyId;
  const { versions } = version.agreement;
  return {
    maySign:
      agencyId !== undefined &&
      isAllowed(principal, 'agreement.sign') &&
      whyCannotSign(version, agencyId, today) === undefined,
    mayLeave: own !== undefined && isSigned(own) && isAllowed(principal, 'agreement.leave'),
    mayEnd:
      isKeeper &&
      version.revokedAt === undefined &&
      version.proposedAt !== undefined &&
      isAllowed(principal, 'agreement.revoke'),
    mayDraftNext:
      isKeeper &&
      isAllowed(principal, 'agreement.draft') &&
      versions.every((one) => stateOf(one, today) !== 'draft'),
  };
}
