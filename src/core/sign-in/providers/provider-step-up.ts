import { action } from '#core/actions/action.ts';
import { findOpenSession, renewSession } from '#core/sign-in/session-store.ts';
import { endOfStepUp } from '#core/sign-in/session.ts';
import { makeSecretToken } from '#platform/session/session-token.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { findUserOfIdentity } from './provider-account-store.ts';
import { readClaims, type Claims } from './provider-claims.ts';

type Returned = { provider: IdentityProvider; claims: Claims; sessionId: string };

/**
 * Somebody signed in anew at their provider for a session they have: it is stepped up and goes on
 * under a new secret. Undefined when it was somebody else, or they have no entry any more.
 */
export const stepUpFromProvider = action(
  'session.strengthened',
  'session.begin',
  async ({ tx, now }, { provider, claims, sessionId }: Returned) => {
    const identity = { issuer: provider.issuer.href, subject: String(claims['sub']) };
    const userId = await findUserOfIdentity(tx, identity);
    const session = await findOpenSession(tx, sessionId, now);
    const isTheirs = session?.userId === userId && session?.provider === provider.id;
    const about = userId === undefined ? [] : [{ kind: 'user', id: userId }];
    if (session === undefined || !isTheirs || typeof readClaims(claims, provider) === 'string') {
      return { result: undefined, about, detail: { by: 'provider', refused: true } };
    }
    const { token, hash } = makeSecretToken();
    const trust = { ...session, steppedUpUntil: endOfStepUp(now) };
    const isRenewed = await renewSession(tx, sessionId, { tokenHash: hash, ...trust });
    return { result: isRenewed ? token : undefined, about, detail: { by: 'provider' } };
  },
);
