import { action } from '#core/actions/action.ts';
import { keepPasskey, type NewPasskey } from '#core/sign-in/passkeys/keep-passkey.ts';
import { deletePasskey } from '#core/sign-in/passkeys/passkey-store.ts';
import { findSecondSteps, hasSecondStep } from '#core/sign-in/second-step/find-second-steps.ts';
import {
  keepAuthenticator,
  makeCodesFor,
  type GivenAuthenticator,
} from '#core/sign-in/second-step/set-up-second-step.ts';
import { endSessionOf, endSessionsOf } from '#core/sign-in/session-store.ts';
import type { Session } from '#core/sign-in/session.ts';
import { tellOfChange } from '#core/sign-in/tell-of-change.ts';
import { setPassword } from '#core/users/user-store.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';

const permission = 'own-sign-in.change';

/** Whose sign-in is changed: always the own, of the session that asks. */
type Own = { session: Session };

/** Adds a passkey to the person's own. */
export const addPasskey = action(
  'passkey.added',
  permission,
  async (context, { session, passkey }: Own & { passkey: NewPasskey }) => {
    const { userId } = session;
    const id = await keepPasskey(context.tx, passkey, { userId, now: context.now });
    await tellOfChange(context, userId, 'passkey-added');
    return { result: undefined, about: about(session), detail: { passkey: id } };
  },
);

/** Removes one of the person's passkeys, but never the last thing they can sign in with. */
export const removePasskey = action(
  'passkey.removed',
  permission,
  async (context, { session, id }: Own & { id: string }) => {
    const { userId } = session;
    if (!(await deletePasskey(context.tx, userId, id))) throw new NotFound();
    if (!hasSecondStep(await findSecondSteps(context.tx, userId))) {
      throw new Conflict('This is your only second step. Add another before you remove it.');
    }
    await tellOfChange(context, userId, 'passkey-removed');
    return { result: undefined, about: about(session), detail: { passkey: id } };
  },
);

/** Sets up an authenticator app in place of any there was. */
export const replaceAuthenticator = action(
  'authenticator.added',
  permission,
  async (context, { session, given }: Own & { given: GivenAuthenticator }) => {
    await keepAuthenticator(context, session.userId, given);
    await endSessionsOf(context.tx, session.userId, context.now, session.id);
    await tellOfChange(context, session.userId, 'authenticator-added');
    return { result: undefined, about: about(session) };
  },
);

/** Makes new recovery codes; gives them, to be shown once. */
export const renewRecoveryCodes = action(
  'recovery-codes.made',
  permission,
  async (context, { session }: Own) => {
    const codes = await makeCodesFor(context, session.userId);
    await tellOfChange(context, session.userId, 'recovery-codes-made');
    return { result: codes, about: about(session) };
  },
);

/** Changes the person's password, and ends every session of theirs but this. */
export const changePassword = action(
  'password.changed',
  permission,
  async (context, { session, passwordHash }: Own & { passwordHash: string }) => {
    await setPassword(context.tx, session.userId, passwordHash);
    await endSessionsOf(context.tx, session.userId, context.now, session.id);
    await tellOfChange(context, session.userId, 'password-changed');
    return { result: undefined, about: about(session) };
  },
);

/** Ends another session of the person. */
export const endOwnSession = action(
  'session.ended',
  permission,
  async ({ tx, now }, { session, id }: Own & { id: string }) => {
    if (!(await endSessionOf(tx, session.userId, id, now))) throw new NotFound();
    return { result: undefined, about: about(session) };
  },
);

/** Ends every session of the person but this. */
export const endOtherSessions = action(
  'sessions.ended',
  permission,
  async ({ tx, now }, { session }: Own) => {
    await endSessionsOf(tx, session.userId, now, session.id);
    return { result: undefined, about: about(session) };
  },
);

function about({ userId }: Session) {
  return [{ kind: 'user', id: userId }];
}
