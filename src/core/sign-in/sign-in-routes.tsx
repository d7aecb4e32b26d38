import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { homePath } from '#core/home/paths.ts';
import type { Service } from '#core/service.ts';
import type { User } from '#core/users/user.ts';
import { findUser } from '#core/users/user-store.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import {
  beginSessionFor,
  signInAsDemonstrationPerson,
  signInWithPassword,
} from './begin-session.ts';
import { choosePassword } from './choose-password.ts';
import { endSession } from './end-session.ts';
import { credentialRoutes } from './own-sign-in/credential-routes.tsx';
import { ownSignInRoutes } from './own-sign-in/own-sign-in-routes.tsx';
import { FirstPasswordPage, UsedLinkPage } from './one-time-link-pages.tsx';
import { passkeyRoutes } from './passkeys/passkey-routes.tsx';
import { hashPassword } from './password.ts';
import { enterPath, firstPasswordPath, secondStepPath, signInPath, signOutPath } from './paths.ts';
import { findProviderOfEmail, mayUsePassword } from './providers/identity-provider.ts';
import { LeaveForProviderPage } from './providers/provider-pages.tsx';
import { providerRoutes } from './providers/provider-routes.tsx';
import { resetRoutes } from './reset/reset-routes.tsx';
import { secondStepRoutes } from './second-step/second-step-routes.tsx';
import { letIn, sessionTokenOf, takeSession } from './session-cookie.ts';
import { EnterForm, FirstPasswordForm, safeNext, SignInForm } from './sign-in-form.ts';
import { findUserOfLink } from './sign-in-link-store.ts';
import { SignInPage, type PersonToEnterAs } from './sign-in-pages.tsx';
import {
  lockMinutes,
  makeAskingThrottle,
  makeMailThrottle,
  makeSignInThrottle,
} from './sign-in-throttle.ts';
import { stepUpRoutes } from './step-up/step-up-routes.tsx';
import { recogniseVisitor } from './workspace-guard.ts';

const signIn = { kind: 'system', name: 'sign-in' } as const;
const Next = z.object({ next: z.string().optional().catch(undefined) });
const Link = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

const wrong = 'The email address or the password is not right';
const locked = `There were too many wrong tries. Wait ${lockMinutes} minutes, then try again`;

/** Signing in and out. `people` is whom the demonstration lets you enter as; undefined: nobody. */
export function signInRoutes(
  app: FastifyInstance,
  service: Service,
  people: readonly PersonToEnterAs[] | undefined,
): void {
  const { pool } = service.database;
  const throttle = makeSignInThrottle(pool, 'password');
  const mayAsk = makeAskingThrottle(pool);
  const hasProviders = service.identityProviders.length > 0;
  app.decorateRequest('session', null);
  secondStepRoutes(app, service, makeSignInThrottle(pool, 'code'));
  passkeyRoutes(app, service, mayAsk);
  providerRoutes(app, service, mayAsk);
  resetRoutes(app, service, { mayAsk, mayMail: makeMailThrottle(pool) });

  app.get(signInPath(), async (request, reply) => {
    const { next } = Next.parse(request.query);
    await recogniseVisitor(service, request);
    const signedInAs = request.user?.name;
    return reply.page(<SignInPage {...{ next, people, signedInAs, hasProviders }} />);
  });

  app.post(signInPath(), async (request, reply) => {
    const { next } = Next.parse(request.body ?? {});
    const form = parseForm(SignInForm, request.body);
    const page = { next, people, hasProviders };
    if (!form.ok) return reply.page(<SignInPage {...form} {...page} />, 422);
    const { email, password } = form.value;
    const attempt = { email, password, address: request.ip };
    const outcome = await signInWithPassword(service, throttle, attempt);
    if (outcome.kind === 'in') {
      await letIn(service, request, reply, outcome.token);
      return reply.redirect(secondStepPath(safeNext(next, homePath())), 303);
    }
    const provider = findProviderOfEmail(service.identityProviders, email);
    const errors = outcome.kind === 'wrong' ? { password: wrong } : { email: locked };
    return reply.page(
      <SignInPage {...page} values={{ email }} errors={errors} provider={provider} />,
      outcome.kind === 'wrong' ? 422 : 429,
    );
  });

  /** Who was invited to a domain with a sign-in of its own has no password here to choose. */
  function sendToAgency(reply: FastifyReply, email: string): FastifyReply {
    const provider = findProviderOfEmail(service.identityProviders, email);
    if (provider === undefined) throw new NotFound();
    return reply.page(<LeaveForProviderPage provider={provider} next={undefined} />);
  }

  app.post(signOutPath(), async (request, reply) => {
    const token = sessionTokenOf(service, request);
    if (token !== undefined) await endSession(service, { principal: signIn }, { token });
    return takeSession(service, reply).redirect('/', 303);
  });

  app.get(firstPasswordPath(':token'), async (request, reply) => {
    const { token } = parseLink(request.params);
    const user = await findUserBehindLink(service, token);
    if (user === undefined) return reply.page(<UsedLinkPage />, 404);
    const { email } = user;
    if (!mayUsePassword(user, service.identityProviders)) return sendToAgency(reply, email);
    return reply.page(<FirstPasswordPage token={token} email={email} />);
  });

  app.post(firstPasswordPath(':token'), async (request, reply) => {
    const { token } = parseLink(request.params);
    const user = await findUserBehindLink(service, token);
    if (user === undefined) return reply.page(<UsedLinkPage />, 404);
    const { email } = user;
    if (!mayUsePassword(user, service.identityProviders)) return sendToAgency(reply, email);
    const form = parseForm(FirstPasswordForm, request.body);
    if (!form.ok) {
      return reply.page(
        <FirstPasswordPage token={token} email={email} errors={form.errors} />,
        422,
      );
    }
    const passwordHash = await hashPassword(form.value.password);
    const userId = await choosePassword(
      service,
      { principal: signIn },
      { token, passwordHash },
    ).catch(undefinedWhenNotFound);
    // Somebody else, or a second click, was faster.
    if (userId === undefined) return reply.page(<UsedLinkPage />, 404);
    await letIn(service, request, reply, await beginSessionFor(service, userId, 'one-time-link'));
    return reply.redirect(secondStepPath(), 303);
  });

  if (people === undefined) return;
  app.post(enterPath(), async (request, reply) => {
    const form = parseForm(EnterForm, request.body);
    if (!form.ok) throw new NotFound();
    const token = await signInAsDemonstrationPerson(service, form.value.person);
    if (token === undefined) throw new NotFound();
    await letIn(service, request, reply, token);
    return reply.redirect(safeNext(form.value.next, homePath()), 303);
  });
}

/** The pages of signing in that are behind the sign-in: step-up, and a person's own sign-in. */
export function signInWorkspaceRoutes(app: FastifyInstance, service: Service): void {
  const { pool } = service.database;
  stepUpRoutes(app, service, makeSignInThrottle(pool, 'code'));
  ownSignInRoutes(app, service);
  credentialRoutes(app, service, makeSignInThrottle(pool, 'password'));
}

function parseLink(params: unknown): { token: string } {
  const link = Link.safeParse(params);
  if (!link.success) throw new NotFound();
  return link.data;
}

function undefinedWhenNotFound(problem: unknown): undefined {
  if (!(problem instanceof NotFound)) throw problem;
}

async function findUserBehindLink(service: Service, token: string): Promise<User | undefined> {
  return service.database.transaction(signIn, async (tx) => {
    const userId = await findUserOfLink(tx, token, service.clock.now());
    return userId === undefined ? undefined : findUser(tx, userId);
  });
}
