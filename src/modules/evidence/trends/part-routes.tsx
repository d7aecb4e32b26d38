import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/users/workspace-guard.ts';
import { NotFound } from '#platform/http/failures.ts';
import { pageForPlace } from '../areas/place-not-counted.tsx';
import { listPlaceChoices, readPlace } from '../areas/place.ts';
import { makeSourceLines } from '../definition/sight-words.ts';
import { evidencePaths } from '../paths.ts';
import { readPartFigures } from './part-figures.ts';
import { PartPage } from './part-page.tsx';
import { parseTrendQuery } from './trend-query.ts';

const Query = z.object({ part: z.string().optional().catch(undefined) });

/** What is known of a part of the definition in a place, and what nobody sees. */
export function partRoutes(app: FastifyInstance, service: Service): void {
  const { profile, database } = service;
  app.get(evidencePaths.part(), needs('evidence.read'), async (request, reply) => {
    const { part: asked } = Query.parse(request.query ?? {});
    const parts = profile.definition.classes;
    const part = asked === undefined ? parts[0] : parts.find(({ id }) => id === asked);
    if (part === undefined) throw new NotFound('The definition has no such part.');
    const { placeCode } = parseTrendQuery(request.query);
    const answer = await pageForPlace(async () => {
      const found = await database.transaction(principalOf(request), async (tx) => {
        const place = await readPlace(tx, service, placeCode);
        return {
          place,
          places: await listPlaceChoices(tx, service, place),
          ...(await readPartFigures(tx, service, { part: part.id, place })),
        };
      });
      return (
        <PartPage
          {...found}
          part={part}
          parts={parts}
          definition={profile.definition.label}
          lines={makeSourceLines(profile.evidenceSources, profile.agencies)}
        />
      );
    });
    return reply.page(...answer);
  });
}
