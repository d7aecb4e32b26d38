import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { parseHTML } from 'linkedom';
import { enterPath, signInPath } from '#core/sign-in/paths.ts';

/** What somebody sees after asking for a page: where they ended up, and what it says. */
export type SeenPage = {
  status: number;
  /** The address of the page, after any redirects. */
  path: string;
  html: string;
  /** The words of the page, as read. */
  text: string;
  headers: LightMyRequestResponse['headers'];
};

export type Fields = Readonly<Record<string, string>>;

/** Somebody at a browser without script: keeps cookies, follows redirects, fills forms in. */
export type Visitor = {
  /** Asks for a page, and follows where it leads. */
  get(path: string): Promise<SeenPage>;
  /** Sends a form from a page of this site, and follows where it leads. */
  post(path: string, fields?: Fields): Promise<SeenPage>;
  /** Fills in the form of the page that has these fields, and sends it with its hidden ones. */
  submit(page: SeenPage, fields: Fields): Promise<SeenPage>;
  enterAs(person: string, next?: string): Promise<SeenPage>;
  signIn(email: string, password: string): Promise<SeenPage>;
  /** One request as it is, with the cookies but without following. */
  ask(request: Request): Promise<LightMyRequestResponse>;
  /** The cookies kept now, by name. */
  cookies: Map<string, string>;
};

type Request = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  url: string;
  payload?: string | Buffer;
  headers?: Record<string, string>;
};

const formType = 'application/x-www-form-urlencoded';
const mostRedirects = 5;

/** A visitor who has been nowhere yet. */
export function makeVisitor(app: FastifyInstance): Visitor {
  const cookies = new Map<string, string>();

  async function ask(request: Request): Promise<LightMyRequestResponse> {
    const response = await app.inject({ ...request, cookies: Object.fromEntries(cookies) });
    for (const { name, value, expires } of response.cookies) {
      if (value === '' || (expires !== undefined && expires.getTime() === 0)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function follow(request: Request, redirects = 0): Promise<SeenPage> {
    const response = await ask(request);
    const { location } = response.headers;
    if (location === undefined) return seen(request.url, response);
    if (redirects === mostRedirects) throw new Error(`${request.url} never stops redirecting.`);
    return follow({ method: 'GET', url: location }, redirects + 1);
  }

  const post = (path: string, fields: Fields = {}): Promise<SeenPage> =>
    follow({
      method: 'POST',
      url: path,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': formType, 'sec-fetch-site': 'same-origin' },
    });

  return {
    cookies,
    ask,
    post,
    get: (path) => follow({ method: 'GET', url: path }),
    submit(page, fields) {
      const { action, hidden } = findForm(page, Object.keys(fields));
      return post(action, { ...hidden, ...fields });
    },
    enterAs: (person, next) => post(enterPath(), { person, ...(next !== undefined && { next }) }),
    signIn: (email, password) => post(signInPath(), { email, password }),
  };
}

function seen(path: string, { statusCode, payload, headers }: LightMyRequestResponse): SeenPage {
  return { status: statusCode, path, html: payload, text: wordsOf(payload), headers };
}

/** The words of a page, with one space wherever there is a gap. */
function wordsOf(html: string): string {
  const { document } = parseHTML(html);
  return (document.querySelector('body')?.textContent ?? html).replace(/\s+/g, ' ').trim();
}

function findForm(page: SeenPage, names: readonly string[]): { action: string; hidden: Fields } {
  const { document } = parseHTML(page.html);
  for (const form of document.querySelectorAll('form')) {
    const inputs = [...form.querySelectorAll('[name]')];
    const offered = new Set(inputs.map((input) => input.getAttribute('name')));
    if (!names.every((name) => offered.has(name))) continue;
    const hidden = inputs
      .filter((input) => input.getAttribute('type') === 'hidden')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']);
    return {
      action: form.getAttribute('action') ?? page.path,
      hidden: Object.fromEntries(hidden) as Fields,
    };
  }
  throw new Error(`${page.path} has no form with ${names.join(', ')}.`);
}
