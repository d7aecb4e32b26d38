import type { FastifyInstance } from 'fastify';
import { listDefinitionVersions } from '#core/partnership/definition-store.ts';
import { definitionFile } from '#core/partnership/definition.ts';
import { evidenceSourcesFile } from '#core/partnership/evidence-sources.ts';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { evidencePaths } from '../paths.ts';
import { DefinitionPage } from './definition-page.tsx';
import { listLoaded } from './loaded-sources.ts';
import { makeSourceLines } from './sight-words.ts';

/** What the partnership counts as serious violence, and who can see which part of it. */
export function definitionRoutes(app: FastifyInstance, service: Service): void {
  const { profile, database, demonstration } = service;
  app.get(evidencePaths.definition(), needs('evidence.read'), async (request, reply) => {
    const { versions, loaded } = await database.transaction(principalOf(request), async (tx) => ({
      versions: await listDefinitionVersions(tx),
      loaded: await listLoaded(tx, service),
    }));
    const files = new Set([definitionFile, evidenceSourcesFile]);
    return reply.page(
      <DefinitionPage
        definition={profile.definition}
        lines={makeSourceLines(profile.evidenceSources, profile.agencies)}
        loaded={loaded}
        versions={versions}
        toBeEntered={profile.toBeEntered.filter(({ file }) => files.has(file))}
        notice={
          demonstration === undefined
            ? undefined
            : 'The demonstration’s sources are invented and begin with “Demonstration:”. Its invented incidents are not police data.'
        }
      />,
    );
  });
}
