import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Service } from '#core/service.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { NotFound } from '#platform/http/failures.ts';
import {
  signInAsDemonstrationPerson,
  signInWithPassword,
  beginSessionFor,
} from './begin-session.ts';
import { choosePassword } from './choose-password.ts';
import { endSession } from './end-session.ts';
import { hashPassword } from './password.ts';
import { homePath } from '#core/home/paths.ts';
import { enterPath, firstPasswordPath, signInPath, signOutPath } from './paths.ts';
import { absoluteHours } from './session-store.ts';
import { EnterForm, FirstPasswordForm, safeNext, SignInForm } from './sign-in-form.ts';
import { findUserOfLink } from './sign-in-link-store.ts';
import {
  FirstPasswordPage,
  SignInPage,
  UsedLinkPage,
  type PersonToEnterAs,
} from './sign-in-pages.tsx';
import { lockMinutes, makeSignInThrottle } from './sign-in-throttle.ts';
import { findUser } from '#core/users/user-store.ts';
import { findSignedInUser, sessionCookie, sessionTokenOf } from './workspace-guard.ts';

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
  const throttle = makeSignInThrottle(service.database.pool);

  /** Whoever this browser was signed in as until now is signed out, on the server too. */
  async function letIn(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    next: string,
  ): Promise<FastifyReply> {
    const old = sessionTokenOf(request);
    if (old !== undefined) await endSession(service, { principal: signIn }, { token: old });
    return reply
      .setCookie(sessionCookie, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: service.isHttps,
        maxAge: absoluteHours * 3_600,
      })
      .redirect(next, 303);
  }

  app.get(signInPath(), async (request, reply) => {
    const { next } = Next.parse(request.query);
    request.user = await findSignedInUser(service, sessionTokenOf(request));
    const signedInAs = request.user?.name;
    return reply.page(<SignInPage next={next} people={people} signedInAs={signedInAs} />);
  });

  app.post(signInPath(), async (request, reply) => {
    const { next } = Next.parse(request.body ?? {});
    const form = parseForm(SignInForm, request.body);
    if (!form.ok) return reply.page(<SignInPage {...form} next={next} people={people} />, 422);
    const { email, password } = form.value;
    const attempt = { email, password, address: request.ip };
    const outcome = await signInWithPassword(service, throttle, attempt);
    if (outcome.kind === 'in') {
      return letIn(request, reply, outcome.token, safeNext(next, homePath()));
    }
    const errors = outcome.kind === 'wrong' ? { password: wrong } : { email: locked };
    return reply.page(
      <SignInPage next={next} people={people} values={{ email }} errors={errors} />,
      outcome.kind === 'wrong' ? 422 : 429,
    );
  });

  app.post(signOutPath(), async (request, reply) => {
    const token = sessionTokenOf(request);
    if (token !== undefined) await endSession(service, { principal: signIn }, { token });
    return reply.clearCookie(sessionCookie, { path: '/' }).redirect('/', 303);
  });

  app.get(firstPasswordPath(':token'), async (request, reply) => {
    const { token } = parseLink(request.params);
    const email = await findEmailOfLink(service, token);
    if (email === undefined) return reply.page(<UsedLinkPage />, 404);
    return reply.page(<FirstPasswordPage token={token} email={email} />);
  });

  app.post(firstPasswordPath(':token'), async (request, reply) => {
    const { token } = parseLink(request.params);
    const email = await findEmailOfLink(service, token);
    if (email === undefined) return reply.page(<UsedLinkPage />, 404);
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
    const session = await beginSessionFor(service, userId, 'one-time-link');
    return letIn(request, reply, session, homePath());
  });

  if (people === undefined) return;
  app.post(enterPath(), async (request, reply) => {
    const form = parseForm(EnterForm, request.body);
    if (!form.ok) throw new NotFound();
    const token = await signInAsDemonstrationPerson(service, form.value.person);
    if (token === undefined) throw new NotFound();
    return letIn(request, reply, token, safeNext(form.value.next, homePath()));
  });
}

function parseLink(params: unknown): { token: string } {
  const link = Link.safeParse(params);
  if (!link.success) throw new NotFound();
  return link.data;
}

function undefinedWhenNotFound(problem: unknown): undefined {
  if (!(problem instanceof NotFound)) throw problem;
}

async function findEmailOfLink(service: Service, token: string): Promise<string | undefined> {
  return service.database.transaction(signIn, async (tx) => {
    const userId = await findUserOfLink(tx, token, service.clock.now());
    return userId === undefined ? undefined : (await findUser(tx, userId))?.email;
  });
}
