import type { FastifyInstance } from 'fastify';
import { rolesRoutes } from '#core/access/roles-routes.tsx';
import { teamRoutes } from '#core/agencies/team-routes.tsx';
import { auditRoutes } from '#core/audit/audit-routes.tsx';
import { auditPath } from '#core/audit/paths.ts';
import { demonstrationRoutes } from '#core/demonstration/demonstration-routes.tsx';
import { peopleToEnterAs } from '#core/demonstration/people.ts';
import { findingRoutes } from '#core/findings/finding-routes.tsx';
import { findingsPath } from '#core/findings/paths.ts';
import { governanceDocumentRoutes } from '#core/governance-documents/governance-document-routes.tsx';
import { homeRoutes } from '#core/home/home-routes.tsx';
import { jobRoutes } from '#core/jobs/job-routes.tsx';
import type { Module } from '#core/module.ts';
import { addErrorReplies } from '#core/pages/error-replies.tsx';
import { addPageReplies } from '#core/pages/page-reply.ts';
import { correctionRoutes } from '#core/person-records/corrections/correction-routes.tsx';
import { disclosureRoutes } from '#core/person-records/disclosures/disclosure-routes.tsx';
import { breakGlassRoutes } from '#core/person-records/break-glass/break-glass-routes.tsx';
import { declaredLinkRoutes } from '#core/person-records/exclusions/declared-link-routes.tsx';
import { exclusionRoutes } from '#core/person-records/exclusions/exclusion-routes.tsx';
import { recordGovernanceSection } from '#core/person-records/governance-home-section.tsx';
import { namedPeopleRoutes } from '#core/person-records/named-people/named-people-routes.tsx';
import { personRecordsPath } from '#core/person-records/paths.ts';
import { personRecordRoutes } from '#core/person-records/person-record-routes.tsx';
import { whoLookedRoutes } from '#core/person-records/who-looked-routes.tsx';
import { everythingHeldRoutes } from '#core/person-records/everything-held/everything-held-routes.tsx';
import { recordCareSection } from '#core/retention/record-care-section.tsx';
import { retentionRoutes } from '#core/retention/retention-routes.tsx';
import type { Service } from '#core/service.ts';
import { mailHomeSection } from '#core/sent-mail/mail-home-section.tsx';
import { sentMailNavigation, sentMailRoutes } from '#core/sent-mail/sent-mail-routes.tsx';
import { homePath } from '#core/home/paths.ts';
import { usersPath } from '#core/users/paths.ts';
import { ownSignInPath } from '#core/sign-in/paths.ts';
import { signInRoutes, signInWorkspaceRoutes } from '#core/sign-in/sign-in-routes.tsx';
import { makeAskToStepUp } from '#core/sign-in/step-up/step-up-routes.tsx';
import { usersRoutes } from '#core/users/users-routes.tsx';
import { guardWorkspace } from '#core/sign-in/workspace-guard.ts';
import { themeCss } from '#design-system/theme.ts';
import { evidence } from '#modules/evidence/index.ts';
import { informationSharing } from '#modules/information-sharing/index.ts';
import { publicSite } from '#modules/public-site/index.ts';
import type { Reach } from '#platform/http/own-names.ts';
import { livePath, makeServer, readyPath } from '#platform/http/server.ts';

/** Every module of the service, in the order their pages are offered. */
export const modules: readonly Module[] = [evidence, informationSharing, publicSite];

export type AppOptions = {
  /** Event loop delay in milliseconds from which requests are turned away; 0: never. */
  busyAfter?: number;
  trustedProxies?: readonly string[];
  /** The names it answers to; otherwise only this machine's own. */
  reach?: Reach;
};

/** The whole service as an HTTP application, not yet listening. */
export async function makeApp(
  service: Service,
  assetDirectory: string,
  { busyAfter = 2_000, ...options }: AppOptions = {},
): Promise<FastifyInstance> {
  const { log, isHttps } = service;
  const { mapTiles } = service.profile.areas;
  const imagesFrom = mapTiles === undefined ? [] : [new URL(mapTiles.address).origin];
  const app = await makeServer({
    log,
    assetDirectory,
    isHttps,
    busyAfter,
    imagesFrom,
    ...options,
  });
  addPageReplies(app, service, [
    { text: 'Home', href: homePath(), permission: 'workspace.enter' },
    ...modules.flatMap(({ navigation }) => navigation ?? []),
    { text: 'Findings', href: findingsPath(), permission: 'finding.read' },
    { text: 'Find a person', href: personRecordsPath(), permission: 'person-record.read' },
    { text: 'People', href: usersPath(), permission: 'user.list' },
    { text: 'Audit log', href: auditPath(), permission: 'audit.read' },
    sentMailNavigation(service),
    { text: 'Your sign-in', href: ownSignInPath(), permission: 'workspace.enter' },
  ]);
  addErrorReplies(app);
  const theme = themeCss(service.profile.identity);
  app.get(service.assets.theme, (_request, reply) =>
    reply
      .type('text/css')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(theme),
  );
  healthRoutes(app, service);
  signInRoutes(app, service, peopleToEnterAs(service));
  if (service.demonstration !== undefined) {
    demonstrationRoutes(app, service.demonstration);
  }
  for (const { publicRoutes } of modules) publicRoutes?.(app, service);
  await app.register(async (workspace) => {
    guardWorkspace(workspace, service, makeAskToStepUp(service));
    signInWorkspaceRoutes(workspace, service);
    homeRoutes(workspace, service, [
      { name: 'records of people', homeSection: recordGovernanceSection },
      { name: 'sent mail', homeSection: mailHomeSection },
      { name: 'record care', homeSection: recordCareSection },
      ...modules,
    ]);
    sentMailRoutes(workspace, service);
    jobRoutes(workspace, service);
    usersRoutes(workspace, service);
    teamRoutes(workspace, service);
    rolesRoutes(workspace);
    auditRoutes(workspace, service);
    personRecordRoutes(workspace, service);
    namedPeopleRoutes(workspace, service);
    exclusionRoutes(workspace, service);
    declaredLinkRoutes(workspace, service);
    breakGlassRoutes(workspace, service);
    whoLookedRoutes(workspace, service);
    disclosureRoutes(workspace, service);
    correctionRoutes(workspace, service);
    everythingHeldRoutes(workspace, service);
    governanceDocumentRoutes(workspace, service);
    retentionRoutes(workspace, service);
    const figureKinds = modules.flatMap(({ figures }) => figures ?? []);
    findingRoutes(workspace, service, figureKinds);
    for (const { workspaceRoutes } of modules) workspaceRoutes?.(workspace, service);
  });
  return app;
}

/** For whatever watches the service: is it up, and can it work? */
function healthRoutes(app: FastifyInstance, { database }: Service): void {
  app.get(livePath, () => ({ alive: true }));
  app.get(readyPath, async (_request, reply) => {
    try {
      await database.transaction({ kind: 'system', name: 'start' }, async () => undefined);
      return { ready: true };
    } catch {
      return reply.code(503).send({ ready: false });
    }
  });
}
