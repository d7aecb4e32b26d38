import { action, recordRefusal, type Ground } from '#core/actions/action.ts';
import {
  mayUsePassword,
  type IdentityProvider,
} from '#core/sign-in/providers/identity-provider.ts';
import { RefusedAnswer } from '#core/sign-in/refused-answer.ts';
import { insertSession, renewSession } from '#core/sign-in/session-store.ts';
import { endOfStepUp, trustOf, type Session } from '#core/sign-in/session.ts';
import { findUser } from '#core/users/user-store.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import { checkPasskey, type GivenPasskey } from './check-passkey.ts';

const signIn = { principal: { kind: 'system', name: 'sign-in' } } as const;

type Entry = {
  given: GivenPasskey;
  /** A session that has taken the first step, if this is its second. */
  firstStep: Session | undefined;
  providers: readonly IdentityProvider[];
};

const enter = action(
  'session.begun',
  'session.begin',
  async ({ tx, now }, { given, firstStep, providers }: Entry) => {
    const userId = await checkPasskey(tx, given, { purpose: 'entry', now });
    const user = await findUser(tx, userId);
    if (user === undefined || !mayUsePassword(user, providers)) throw new RefusedAnswer();
    const by = firstStep?.userId === userId ? 'password-and-passkey' : 'passkey';
    const { token, hash } = makeSecretToken();
    await insertSession(tx, { tokenHash: hash, userId, now, ...trustOf(by, now) });
    return { result: token, about: [{ kind: 'user', id: userId }], detail: { by } };
  },
);

/** Signs in whoever's passkey answered: by itself, or as the second step after a password. */
export async function signInWithPasskey(ground: Ground, entry: Entry): Promise<string | undefined> {
  return undefinedWhenRefused(ground, enter(ground, signIn, entry));
}

const stepUp = action(
  'session.strengthened',
  'session.begin',
  async ({ tx, now }, { given, session }: { given: GivenPasskey; session: Session }) => {
    const userId = await checkPasskey(tx, given, { purpose: 'step-up', now });
    const { token, hash } = makeSecretToken();
    const trust = { ...session, steppedUpUntil: endOfStepUp(now) };
    if (userId !== session.userId) throw new RefusedAnswer();
    if (!(await renewSession(tx, session.id, { tokenHash: hash, ...trust }))) {
      throw new RefusedAnswer();
    }
    return { result: token, about: [{ kind: 'user', id: userId }], detail: { by: 'passkey' } };
  },
);

/** A step-up by passkey: the session goes on under a new secret. */
export async function stepUpWithPasskey(
  ground: Ground,
  given: GivenPasskey,
  session: Session,
): Promise<string | undefined> {
  return undefinedWhenRefused(ground, stepUp(ground, signIn, { given, session }));
}

async function undefinedWhenRefused(
  ground: Ground,
  attempt: Promise<string>,
): Promise<string | undefined> {
  try {
    return await attempt;
  } catch (problem) {
    if (!(problem instanceof RefusedAnswer)) throw problem;
    await recordRefusal(ground, signIn.principal, 'session.begun');
    return undefined;
  }
}
