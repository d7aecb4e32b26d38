import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { NotFound } from '#platform/http/failures.ts';
import { listPlaceChoices, readPlace } from '../areas/place.ts';
import { makeSourceLines } from '../definition/sight-words.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { findPlaceCode } from '../figures/place-query.ts';
import { evidencePaths } from '../paths.ts';
import { partFigureAddress } from './freeze-part.ts';
import { readPartFigures } from './part-figures.ts';
import { PartPage } from './part-page.tsx';

const Query = z.object({ part: z.unknown().optional(), place: z.unknown().optional() });

/** What is known of a part of the definition in a place, and what nobody sees. */
export function partRoutes(app: FastifyInstance, service: Service): void {
  const { profile, database } = service;
  app.get(evidencePaths.part(), needs('evidence.read'), async (request, reply) => {
    const { part: asked, place: placeAsked } = Query.parse(request.query ?? {});
    const parts = profile.definition.classes;
    const part = asked === undefined ? parts[0] : parts.find(({ id }) => id === asked);
    if (part === undefined) throw new NotFound('The definition has no such part.');
    const principal = principalOf(request);
    const answer = await pageOrWhyNot(async () => {
      const placeCode = findPlaceCode(placeAsked);
      const found = await database.transaction(principal, async (tx) => {
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
          recordHref={(series) =>
            recordFindingHref(principal, partFigureAddress(series, found.place))
          }
        />
      );
    });
    return reply.page(...answer);
  });
}
