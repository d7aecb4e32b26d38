import type { FastifyInstance } from 'fastify';
import type { Demonstration } from '#core/partnership/demonstration.ts';
import { WalkPage } from './walk-page.tsx';

/** Only a demonstration has these. */
export function demonstrationRoutes(app: FastifyInstance, { walk, cast }: Demonstration): void {
  const names = new Map(cast.people.map(({ id, name }) => [id, name]));
  app.get('/demonstration', (_request, reply) =>
    reply.page(<WalkPage walk={walk} nameOf={(person) => names.get(person) ?? person} />),
  );
}
