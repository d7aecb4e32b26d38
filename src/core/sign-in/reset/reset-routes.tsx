import type { FastifyInstance } from 'fastify';
import { forgottenPasswordPath } from '#core/sign-in/paths.ts';
import { ForgottenPasswordForm } from '#core/sign-in/sign-in-form.ts';
import type { Service } from '#core/service.ts';
import { parseForm } from '#platform/forms/parse-form.ts';
import { TooMany } from '#platform/http/failures.ts';
import { askForReset } from './ask-for-reset.ts';
import { CheckYourMailPage, ForgottenPasswordPage } from './reset-pages.tsx';

const signIn = { kind: 'system', name: 'sign-in' } as const;

type Throttles = {
  mayAsk: (address: string) => Promise<boolean>;
  mayMail: (email: string) => Promise<boolean>;
};

/** A new password for somebody who forgot theirs. */
export function resetRoutes(
  app: FastifyInstance,
  service: Service,
  { mayAsk, mayMail }: Throttles,
): void {
  app.get(forgottenPasswordPath(), (_request, reply) => reply.page(<ForgottenPasswordPage />));

  app.post(forgottenPasswordPath(), async (request, reply) => {
    const form = parseForm(ForgottenPasswordForm, request.body);
    if (!form.ok) return reply.page(<ForgottenPasswordPage {...form} />, 422);
    if (!(await mayAsk(request.ip))) throw new TooMany('Wait a few minutes, then try again.');
    const { email } = form.value;
    // A mailbox that was sent too many gets no more; the page does not tell.
    if (await mayMail(email)) {
      const providers = service.identityProviders;
      await askForReset(service, { principal: signIn }, { email, providers });
    }
    return reply.page(<CheckYourMailPage />);
  });
}
