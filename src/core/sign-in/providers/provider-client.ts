import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { IdentityProvider } from './identity-provider.ts';
import type { Claims } from './provider-claims.ts';

/** Seconds that a provider may take to answer. */
const patience = 5;
/** Milliseconds for which what a provider says about itself is believed. */
const freshFor = 3_600_000;

/** The provider did not answer, or not as the one it should be. */
export class ProviderUnavailable extends Error {}

/** The provider sent somebody back without letting them in. */
export class ProviderRefused extends Error {}

/** What has to be remembered while somebody is at the provider. */
export type Visit = { state: string; nonce: string; verifier: string };

export type ProviderClient = {
  /** The address to send somebody to, and what to remember. `fresh`: they must sign in anew. */
  begin(options: {
    provider: IdentityProvider;
    returnAddress: string;
    fresh: boolean;
  }): Promise<{ address: URL; visit: Visit }>;
  /** The claims of whoever came back. Throws ProviderRefused or ProviderUnavailable. */
  finish(options: {
    provider: IdentityProvider;
    returned: URL;
    visit: Visit;
    fresh: boolean;
  }): Promise<Claims>;
};

/** Speaks OpenID Connect 1.0 with providers: authorisation code with PKCE, state and nonce. */
export function makeProviderClient(now: () => Date): ProviderClient {
  const known = new Map<string, { at: number; configuration: Configuration }>();

  async function discover(provider: IdentityProvider): Promise<Configuration> {
    const found = known.get(provider.id);
    const at = now().getTime();
    if (found !== undefined && at - found.at < freshFor) return found.configuration;
    const { issuer, clientId, clientSecret } = provider;
    const isPlain = issuer.protocol === 'http:';
    const configuration = await discovery(issuer, clientId, clientSecret, undefined, {
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      timeout: patience,
    }).catch((problem: unknown) => {
      throw new ProviderUnavailable(`${provider.id} does not answer.`, { cause: problem });
    });
    known.set(provider.id, { at, configuration });
    return configuration;
  }

  return {
    async begin({ provider, returnAddress, fresh }) {
      const configuration = await discover(provider);
      const visit = {
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
      };
      const address = buildAuthorizationUrl(configuration, {
        redirect_uri: returnAddress,
        response_type: 'code',
        scope: 'openid email profile',
        state: visit.state,
        nonce: visit.nonce,
        code_challenge: await calculatePKCECodeChallenge(visit.verifier),
        code_challenge_method: 'S256',
        ...(fresh && { prompt: 'login', max_age: '0' }),
      });
      return { address, visit };
    },
    async finish({ provider, returned, visit, fresh }) {
      const configuration = await discover(provider);
      try {
        const tokens = await authorizationCodeGrant(configuration, returned, {
          pkceCodeVerifier: visit.verifier,
          expectedState: visit.state,
          expectedNonce: visit.nonce,
          idTokenExpected: true,
          ...(fresh && { maxAge: 0 }),
        });
        return { ...tokens.claims() };
      } catch (problem) {
        if (isUnreachable(problem)) {
          throw new ProviderUnavailable(`${provider.id} does not answer.`, { cause: problem });
        }
        throw new ProviderRefused(`${provider.id} did not let them in.`, { cause: problem });
      }
    },
  };
}

/** A network that fails says so with a TypeError of fetch, or a time-out. */
function isUnreachable(problem: unknown): boolean {
  if (!(problem instanceof Error)) return false;
  const code = 'code' in problem ? problem.code : undefined;
  return code === 'OAUTH_TIMEOUT' || problem.message === 'fetch failed';
}
