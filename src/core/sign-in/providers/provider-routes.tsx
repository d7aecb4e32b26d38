import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { homePath } from '#core/home/paths.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { insertAttempt, takeAttempt } from '#core/sign-in/attempt-store.ts';
import { beginProviderSession } from '#core/sign-in/begin-session.ts';
import { endSession } from '#core/sign-in/end-session.ts';
import {
  chooseProviderPath,
  providerEntryPath,
  providerReturnPath,
  providerStepUpPath,
  stepUpPath,
} from '#core/sign-in/paths.ts';
import { giveSession, letIn, sessionTokenOf, takeSession } from '#core/sign-in/session-cookie.ts';
import { safeNext } from '#core/sign-in/sign-in-form.ts';
import { recogniseVisitor } from '#core/sign-in/workspace-guard.ts';
import type { Service } from '#core/service.ts';
import { NotFound, TooMany } from '#platform/http/failures.ts';
import { findProviderOfEmail, type IdentityProvider } from './identity-provider.ts';
import {
  makeProviderClient,
  ProviderRefused,
  ProviderUnavailable,
  type Visit,
} from './provider-client.ts';
import { enterFromProvider } from './provider-entry.ts';
import {
  LeaveForProviderPage,
  NoEntryPage,
  NoProviderPage,
  ProviderDownPage,
  type WhyNoEntry,
} from './provider-pages.tsx';
import { stepUpFromProvider } from './provider-step-up.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
/** How long somebody may be at their provider. */
const minutes = 15;

const Next = z.object({ next: z.string().optional().catch(undefined) });
const Choice = z.object({ workEmail: z.string().max(320).catch('') });
const Params = z.object({ provider: z.string() });
const Remembered = z.object({
  provider: z.string(),
  visit: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  next: z.string().optional(),
  /** The session that is to be stepped up; null when somebody signs in. */
  sessionId: z.string().nullable(),
});

/** Signing in, and showing again who one is, through an agency's own sign-in. */
export function providerRoutes(
  app: FastifyInstance,
  service: Service,
  mayAsk: (address: string) => Promise<boolean>,
): void {
  const client = makeProviderClient(() => service.clock.now());
  const cookie = service.isHttps ? '__Host-breakwater-visit' : 'breakwater-visit';

  app.post(chooseProviderPath(), (request, reply) => {
    const { workEmail } = Choice.parse(request.body ?? {});
    const { next } = Next.parse(request.body ?? {});
    const provider = findProviderOfEmail(service.identityProviders, workEmail);
    if (provider === undefined) return reply.page(<NoProviderPage next={next} />, 422);
    return reply.page(<LeaveForProviderPage provider={provider} next={next} />);
  });

  app.get(providerEntryPath(':provider'), async (request, reply) => {
    const { next } = Next.parse(request.query);
    return leaveFor(request, reply, { provider: getProvider(request), next, sessionId: null });
  });

  app.get(providerStepUpPath(), async (request, reply) => {
    const { next } = Next.parse(request.query);
    const session = (await recogniseVisitor(service, request))?.session;
    const provider = service.identityProviders.find(({ id }) => id === session?.provider);
    if (session === undefined || provider === undefined) {
      return reply.redirect(stepUpPath(next), 303);
    }
    return leaveFor(request, reply, { provider, next, sessionId: session.id });
  });

  app.get(providerReturnPath(':provider'), async (request, reply) => {
    const provider = getProvider(request);
    const token = request.cookies[cookie];
    reply.clearCookie(cookie, { path: '/', secure: service.isHttps });
    const remembered = token === undefined ? undefined : await takeUp(token);
    // Each provider has a way back of its own: an answer on another's is not listened to.
    if (remembered?.provider !== provider.id) {
      return reply.page(<NoEntryPage provider={provider} why="refused" />, 403);
    }
    const { visit, next, sessionId } = remembered;
    const returned = await addressOf(`${providerReturnPath(provider.id)}${queryOf(request)}`);
    const fresh = sessionId !== null;
    try {
      const claims = await client.finish({ provider, returned, visit, fresh });
      if (sessionId !== null) {
        const input = { provider, claims, sessionId };
        const stepped = await stepUpFromProvider(service, { principal: signIn }, input);
        if (stepped === undefined) return await refuse(request, reply, provider, 'refused');
        return giveSession(service, reply, stepped).redirect(safeNext(next, homePath()), 303);
      }
      const entry = { provider, claims };
      const outcome = await enterFromProvider(service, { principal: signIn }, entry);
      if (outcome.kind === 'refused') return await refuse(request, reply, provider, outcome.why);
      const session = await beginProviderSession(service, outcome.userId, provider.id);
      await letIn(service, request, reply, session);
      return reply.redirect(safeNext(next, homePath()), 303);
    } catch (problem) {
      if (problem instanceof ProviderUnavailable) return down(reply, provider, problem);
      if (!(problem instanceof ProviderRefused)) throw problem;
      service.log.info({ err: problem, provider: provider.id }, 'a provider let nobody in');
      return refuse(request, reply, provider, 'refused');
    }
  });

  async function leaveFor(
    request: FastifyRequest,
    reply: FastifyReply,
    going: { provider: IdentityProvider; next: string | undefined; sessionId: string | null },
  ): Promise<FastifyReply> {
    if (!(await mayAsk(request.ip))) throw new TooMany('Wait a few minutes, then try again.');
    const { provider, sessionId } = going;
    const { href: returnAddress } = await addressOf(providerReturnPath(provider.id));
    let begun: { address: URL; visit: Visit };
    try {
      begun = await client.begin({ provider, returnAddress, fresh: sessionId !== null });
    } catch (problem) {
      if (problem instanceof ProviderUnavailable) return down(reply, provider, problem);
      throw problem;
    }
    const detail = { ...going, provider: provider.id, visit: begun.visit };
    const token = await service.database.transaction(signIn, (tx) =>
      insertAttempt(tx, { kind: 'provider', detail, now: service.clock.now(), minutes }),
    );
    return reply
      .setCookie(cookie, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: service.isHttps,
        maxAge: minutes * 60,
      })
      .redirect(begun.address.href, 303);
  }

  function getProvider(request: FastifyRequest): IdentityProvider {
    const params = Params.parse(request.params);
    const provider = service.identityProviders.find(({ id }) => id === params.provider);
    if (provider === undefined) throw new NotFound();
    return provider;
  }

  async function takeUp(token: string): Promise<z.infer<typeof Remembered> | undefined> {
    const wanted = { kind: 'provider', token, now: service.clock.now() } as const;
    return service.database.transaction(signIn, (tx) => takeAttempt(tx, wanted, Remembered));
  }

  async function addressOf(path: string): Promise<URL> {
    return new URL(await service.database.transaction(signIn, (tx) => fullAddress(tx, path)));
  }

  /** Whoever was signed in here through this provider is out with them. */
  async function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    provider: IdentityProvider,
    why: WhyNoEntry,
  ): Promise<FastifyReply> {
    const signedIn = await recogniseVisitor(service, request);
    const token = sessionTokenOf(service, request);
    if (token !== undefined && signedIn?.session.provider === provider.id) {
      await endSession(service, { principal: signIn }, { token });
      takeSession(service, reply);
      request.user = null;
    }
    return reply.page(<NoEntryPage provider={provider} why={why} />, 403);
  }

  function down(
    reply: FastifyReply,
    provider: IdentityProvider,
    problem: ProviderUnavailable,
  ): FastifyReply {
    service.log.warn({ err: problem, provider: provider.id }, 'an identity provider is down');
    return reply.page(<ProviderDownPage provider={provider} />, 503);
  }
}

function queryOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at);
}
