import type { FastifyInstance } from 'fastify';
import { isAllowed } from '#core/access/permissions.ts';
import type { Module } from '#core/module.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { homePath } from './paths.ts';
import { usersHomeSection } from '#core/users/users-home-section.tsx';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { HomePage } from './home-page.tsx';

/** The home of whoever is signed in, made of what each part has to say to them. */
export function homeRoutes(
  app: FastifyInstance,
  service: Service,
  modules: readonly Module[],
): void {
  const all = [
    { permission: 'user.list', section: usersHomeSection } as const,
    ...modules.flatMap(({ homeSection }) => homeSection ?? []),
  ];
  app.get(homePath(), needs('workspace.enter'), async (request, reply) => {
    const principal = principalOf(request);
    const mine = all
      .filter(({ permission }) => isAllowed(principal, permission))
      .map(({ section }) => section(service, principal));
    const sections = (await Promise.all(mine)).filter((section) => section !== null);
    const { user } = request;
    if (user === null) throw new Error('The home is not behind the sign-in.');
    return reply.page(
      <HomePage
        name={user.name}
        role={user.role}
        story={user.isInvented ? findStory(service, user.email) : undefined}
        sections={sections}
      />,
    );
  });
}

function findStory({ demonstration }: Service, email: string): string | undefined {
  return demonstration?.cast.people.find((person) => person.email === email)?.whyHere;
}
