import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { NotFound } from '#platform/http/failures.ts';
import { evidencePaths } from '../paths.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { mapHeading } from './hotspot-words.ts';
import { backTestCsv, mapCsv, mapGeoJson, sayCaveatsOnce } from './map-downloads.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, type MapQuery } from './map-query.ts';
import { makeMapLines, type MapLine } from './map-tables.tsx';
import { makeNeighbourFigure } from './neighbour-figure.tsx';
import { getAskedMap } from './read-asked-map.ts';
import type { HotspotMap } from './read-map.ts';
import { listWorseLines, worseFigureHeading } from './worse-figure.ts';

/** The tables of a map and its areas as files, each with a name of its own. */
export function mapDownloadRoutes(app: FastifyInstance, service: Service): void {
  const getAsked = (request: FastifyRequest) =>
    getAskedMap(service, principalOf(request), request.query);
  const sendLines = (
    reply: FastifyReply,
    { query, map }: { query: MapQuery; map: HotspotMap },
    { name, subject, lines }: { name: string; subject: string; lines: readonly MapLine[] },
  ) => {
    const provenance = mapProvenance(service.profile, query, map);
    const file = sayCaveatsOnce({ ...mapCsv(map, lines), subject, provenance });
    return sendCsv(reply, fileName(query, name), ...file);
  };

  app.get(evidencePaths.hotspotsData(), needs('evidence.read'), async (request, reply) => {
    const asked = await getAsked(request);
    const subject = mapHeading(asked.query, asked.map);
    const lines = makeMapLines(asked.map);
    return sendLines(reply, asked, { name: 'every-area', subject, lines });
  });

  app.get(evidencePaths.hotspotsWorseData(), needs('evidence.read'), async (request, reply) => {
    const asked = await getAsked(request);
    const subject = `${worseFigureHeading}: ${mapHeading(asked.query, asked.map)}`;
    const lines = listWorseLines(makeMapLines(asked.map));
    return sendLines(reply, asked, { name: 'become-worse', subject, lines });
  });

  const neighboursPath = evidencePaths.hotspotsNeighboursData();
  app.get(neighboursPath, needs('evidence.read'), async (request, reply) => {
    const asked = await getAsked(request);
    const { query, map } = asked;
    const provenance = { ...mapProvenance(service.profile, query, map), csvHref: '' };
    const found = makeNeighbourFigure(query, { map, lines: makeMapLines(map), provenance });
    if (found === undefined) throw new NotFound('The address names no area of this map.');
    const subject = `${found.figure.heading}: ${mapHeading(query, map)}`;
    const lines = found.figure.table.rows;
    return sendLines(reply, asked, { name: 'neighbours', subject, lines });
  });

  app.get(evidencePaths.backTestData(), needs('evidence.read'), async (request, reply) => {
    const { query, map } = await getAsked(request);
    const about = { ...mapProvenance(service.profile, query, map), csvHref: '' };
    const { heading: subject, ...provenance } = makeBackTestFigure(map, about);
    const table = backTestCsv(map.months);
    const file = sayCaveatsOnce({ ...table, subject, provenance });
    return sendCsv(reply, fileName(query, 'back-test'), ...file);
  });

  app.get(evidencePaths.hotspotsAreas(), needs('evidence.read'), async (request, reply) => {
    const { query, map } = await getAsked(request);
    const provenance = mapProvenance(service.profile, query, map);
    const name = fileName(query, 'every-area');
    return reply
      .type('application/geo+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${name}.geojson"`)
      .send(mapGeoJson(map, makeMapLines(map), { subject: mapHeading(query, map), provenance }));
  });
}

/** "vehicle-crime-become-worse-2025-09": several of them lie in one folder, and each tells what it is. */
function fileName(query: MapQuery, name: string): string {
  const { crimeType, to } = mapAddressOf(query);
  return [crimeType === 'all' ? 'all-types' : crimeType, name, to].join('-');
}
