import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { isAllowed } from '#core/access/permissions.ts';
import { rolesPath } from '#core/access/paths.ts';
import { roles } from '#core/access/roles.ts';
import type { NavigationItem } from '#core/module.ts';
import type { Service } from '#core/service.ts';
import { sessionTokenOf } from '#core/sign-in/session-cookie.ts';
import type { User } from '#core/users/user.ts';
import { renderFragment, renderPage, type Surroundings } from '#design-system/surroundings.tsx';
import type { Principal } from '#platform/database/principal.ts';
import { publicPagePath } from './public-page-path.ts';

declare module 'fastify' {
  interface FastifyReply {
    /** Sends a page inside the surroundings of whoever asked. */
    page(page: VNode, status?: number): FastifyReply;
    /** Sends a piece of a page, for script to put in place. */
    fragment(part: VNode): FastifyReply;
  }
  interface FastifyRequest {
    /** Who is signed in; the workspace's guard sets it before any of its routes runs. */
    user: User | null;
    /** The secret of the session this request came with. */
    readonly sessionToken: string | undefined;
  }
}

/** The signed-in person a workspace route acts for. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.user === null) throw new Error('This route is not behind the sign-in.');
  const { id, name, agencyId, role } = request.user;
  return { kind: 'person', userId: id, name, agencyId, role, session: request.sessionToken };
}

/** Teaches replies to send pages. `navigation` is what a signed-in person may be offered. */
export function addPageReplies(
  app: FastifyInstance,
  service: Service,
  navigation: readonly NavigationItem[],
): void {
  app.decorateRequest('user', null);
  app.decorateRequest('sessionToken', {
    getter(this: FastifyRequest) {
      return sessionTokenOf(service, this);
    },
  });
  app.decorateReply('page', function sendPage(page: VNode, status = 200) {
    return this.code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderPage(page, surroundingsOf(this.request, service, navigation)));
  });
  app.decorateReply('fragment', function sendFragment(part: VNode) {
    return this.type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderFragment(part));
  });
}

/** Pages such as the privacy notice, by the short name that stands in a browser's history too. */
function smallPrint({ profile }: Service): { text: string; href: string }[] {
  return profile.pages
    .filter(({ place }) => place === 'footer')
    .map(({ id, neutralTitle }) => ({ text: neutralTitle, href: publicPagePath(id) }));
}

const demonstrationNotice = {
  text: 'Demonstration. Every person, event and figure made for it is invented.',
  href: '/demonstration',
  linkText: 'See the guided walk',
};

function surroundingsOf(
  request: FastifyRequest,
  service: Service,
  navigation: readonly NavigationItem[],
): Surroundings {
  const { identity } = service.profile;
  const { user } = request;
  const around = {
    identity,
    assets: service.assets,
    notices: service.demonstration === undefined ? [] : [demonstrationNotice],
    footerLinks: [
      { text: 'Public home', href: '/' },
      ...smallPrint(service),
      user === null
        ? { text: 'Sign in for partners', href: '/sign-in' }
        : { text: 'What each role may do', href: rolesPath() },
    ],
    exit: { href: identity.exitAddress, text: 'Exit this page' },
  };
  if (user === null) return { ...around, navigation: [] };
  const path = request.url.split('?', 1)[0] ?? '';
  return {
    ...around,
    person: { name: user.name, agency: user.agencyName, role: roles[user.role] },
    signOut: { action: '/sign-out' },
    navigation: navigation
      .filter(({ permission }) => isAllowed(principalOf(request), permission))
      .map(({ text, href }) => ({
        text,
        href,
        current: path === href || path.startsWith(`${href}/`),
      })),
  };
}
