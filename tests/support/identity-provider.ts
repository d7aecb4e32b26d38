import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** A real OpenID Connect provider over HTTP on this machine, with nobody in it until they sign in. */
export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Signs somebody with these claims in, as a browser would; gives the way back to the service. */
  signIn(address: string, claims: Record<string, unknown>): Promise<URL>;
  /** Turns whoever comes away. */
  refuse(address: string): Promise<URL>;
  stop(): Promise<void>;
};

const clientId = 'breakwater';
const clientSecret = 'a secret of these tests only';

export async function startProvider(returnAddress: string): Promise<TestProvider> {
  const people = new Map<string, Record<string, unknown>>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [returnAddress],
        token_endpoint_auth_method: 'client_secret_post',
        application_type: 'native',
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'groups', 'department', 'left'],
      email: ['email', 'email_verified'],
      profile: ['name'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people.get(id) }),
    }),
    ttl: { AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    cookies: { keys: ['a key of these tests only'] },
  });
  let next: { login: string } | 'refuse' = 'refuse';
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    void interact(request, response);
  });

  async function interact(...[request, response]: Parameters<typeof answer>): Promise<void> {
    if (next === 'refuse') {
      const refusal = { error: 'access_denied', error_description: 'not you' };
      await provider.interactionFinished(request, response, refusal);
      return;
    }
    const { prompt, params, grantId } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      await provider.interactionFinished(request, response, { login: { accountId: next.login } });
      return;
    }
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant =
      known ?? new provider.Grant({ accountId: next.login, clientId: String(params['client_id']) });
    grant.addOIDCScope(String(params['scope']));
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(
      request,
      response,
      { consent },
      { mergeWithLastSubmission: true },
    );
  }

  /** Follows redirects with the provider's cookies until one leads back to the service. */
  async function follow(address: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let at = new URL(address);
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
      for (const given of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(given) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${at.href}: ${await response.text()}`);
      at = new URL(location, at);
      if (at.href.startsWith(returnAddress)) return at;
    }
    throw new Error('The provider never came back.');
  }

  return {
    issuer,
    clientId,
    clientSecret,
    async signIn(address, { sub, ...claims }) {
      people.set(String(sub), claims);
      next = { login: String(sub) };
      return follow(address);
    },
    async refuse(address) {
      next = 'refuse';
      return follow(address);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
