import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { publicPagePath } from '#core/pages/public-page-path.ts';
import type { Service } from '#core/service.ts';
import { NotFound } from '#platform/http/failures.ts';
import { AboutPage } from './about-page.tsx';
import { aboutPath } from './paths.ts';
import { PublicHomePage } from './public-home-page.tsx';
import { WrittenPage } from './written-page.tsx';

const Params = z.object({ id: z.string() });

/** Pages that set no cookie and keep nothing. */
export function publicSiteRoutes(app: FastifyInstance, { profile }: Service): void {
  app.get('/', (_request, reply) => reply.page(<PublicHomePage profile={profile} />));

  app.get(aboutPath(), (_request, reply) => reply.page(<AboutPage profile={profile} />));

  app.get(publicPagePath(':id'), (request, reply) => {
    const { id } = Params.parse(request.params);
    const written = profile.pages.find((page) => page.id === id);
    if (written === undefined) throw new NotFound();
    return reply.page(<WrittenPage written={written} helplines={profile.helplines} />);
  });
}
