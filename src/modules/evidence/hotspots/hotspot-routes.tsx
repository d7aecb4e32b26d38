import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import type { FigureAddress } from '#core/findings/figure-kind.ts';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import { listDistricts } from '#core/places/district-store.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseTableQuery, sortAndPage } from '#design-system/tables/table-query.ts';
import { sendCsv } from '#platform/documents/csv.ts';
import { Conflict, NotFound, TooMany } from '#platform/http/failures.ts';
import { pageOrWhyNot } from '../figures/no-figure-page.tsx';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { backTestFigureAddress, mapFigureAddress, smallerFigureAddress } from './freeze-map.ts';
import { HotspotPage } from './hotspot-page.tsx';
import { mapHeading } from './hotspot-words.ts';
import { backTestCsv, mapCsv, mapGeoJson, sayCaveatsOnce } from './map-downloads.ts';
import { mapSentences } from './map-sentences.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, parseMapQuery } from './map-query.ts';
import { makeMapLines, mapColumns } from './map-tables.tsx';
import { MapWaitPage } from './map-wait-page.tsx';
import { makeNeighbourFigure } from './neighbour-figure.tsx';
import { orderLines, usualView } from './map-views.ts';
import { readMap, type Read } from './read-map.ts';
import { wholeTable } from './rows-link.tsx';
import { makeWorseFigure } from './worse-figure.ts';

const TableAddress = z.record(z.string(), z.unknown());

/** Where incidents gather, and how sure that is. */
export function hotspotRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.hotspots(), needs('evidence.read'), async (request, reply) => {
    const answer = await pageOrWait(request, async () => {
      const found = await readAskedMap(service, request);
      if (found === undefined) return <NoFiguresPage title="Where it happens" />;
      const { query, map, districts } = found;
      const address = mapAddressOf(query);
      const lines = makeMapLines(map);
      const columns = mapColumns(query, map);
      const asked = TableAddress.parse(request.query ?? {});
      const table = parseTableQuery(asked, columns, wholeTable(asked['rows'], lines.length));
      const ordered = orderLines(query.view, lines);
      const about = mapProvenance(service.profile, query, map);
      const provenance = { ...about, csvHref: evidencePaths.hotspotsData(address) };
      const facts = { map, lines, provenance };
      const neighbours = makeNeighbourFigure(query, facts);
      const principal = principalOf(request);
      const mayRecord = (figure: FigureAddress) => recordFindingHref(principal, figure);
      const isGrid = map.ground.level === 'hexagon';
      const { mapTiles: tiles } = service.profile.areas;
      return (
        <HotspotPage
          choices={{
            query,
            places: isGrid ? [] : placeChoices(service, districts, query.placeCode),
            months: map.current.months.toReversed(),
            mayRate: !isGrid,
          }}
          heading={mapHeading(query, map)}
          sentences={mapSentences(query, map)}
          map={map}
          lines={lines}
          page={sortAndPage(ordered, columns, table)}
          table={table}
          provenance={provenance}
          interactive={{
            geoJsonHref: evidencePaths.hotspotsAreas(address),
            ...(!isGrid && { areaHref: evidencePaths.area('{area}') }),
            ...(tiles !== undefined && { tiles }),
          }}
          worse={makeWorseFigure(query, facts)}
          backTest={makeBackTestFigure(map, {
            ...provenance,
            csvHref: evidencePaths.backTestData(address),
          })}
          neighbours={neighbours}
          notice={noticeFor(service, map.current)}
          recordHref={{
            map: mayRecord(mapFigureAddress(query)),
            worse: mayRecord(smallerFigureAddress(query, 'worse')),
            neighbours: mayRecord(smallerFigureAddress(query, 'neighbours')),
            backTest: mayRecord(backTestFigureAddress(query)),
          }}
        />
      );
    });
    return reply.page(...answer);
  });

  app.get(evidencePaths.hotspotsData(), needs('evidence.read'), async (request, reply) => {
    const { query, map } = await getAskedMap(service, request);
    const provenance = mapProvenance(service.profile, query, map);
    const subject = mapHeading(query, map);
    const table = mapCsv(map, makeMapLines(map));
    return sendCsv(reply, 'hotspots', ...sayCaveatsOnce({ ...table, subject, provenance }));
  });

  app.get(evidencePaths.backTestData(), needs('evidence.read'), async (request, reply) => {
    const { query, map } = await getAskedMap(service, request);
    const about = { ...mapProvenance(service.profile, query, map), csvHref: '' };
    const { heading: subject, ...provenance } = makeBackTestFigure(map, about);
    const table = backTestCsv(map.months);
    return sendCsv(reply, 'back-test', ...sayCaveatsOnce({ ...table, subject, provenance }));
  });

  app.get(evidencePaths.hotspotsAreas(), needs('evidence.read'), async (request, reply) => {
    const { query, map } = await getAskedMap(service, request);
    const provenance = mapProvenance(service.profile, query, map);
    return reply
      .type('application/geo+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="hotspots.geojson"')
      .send(mapGeoJson(map, makeMapLines(map), { subject: mapHeading(query, map), provenance }));
  });
}

const start = { href: evidencePaths.hotspots(), name: 'where it happens' };

/** The page of a map, or why there is none: nothing to draw it of, or not just now. */
async function pageOrWait(
  request: FastifyRequest,
  make: () => Promise<VNode>,
): Promise<[VNode, number]> {
  try {
    return await pageOrWhyNot(make, start);
  } catch (problem) {
    if (!(problem instanceof TooMany || problem instanceof Conflict)) throw problem;
    const href = evidencePaths.hotspots(mapAddressOf(parseMapQuery(request.query)));
    return [<MapWaitPage why={problem.message} href={href} />, problem.status];
  }
}

async function readAskedMap(service: Service, request: FastifyRequest) {
  const asked = parseMapQuery(request.query);
  const principal = principalOf(request);
  const read: Read = (work) => service.database.transaction(principal, work);
  const map = await readMap(read, service, asked);
  if (map === undefined) return undefined;
  // What was asked for and does not exist is not in the address of what is shown.
  const query = {
    ...asked,
    ...map.drawnOf,
    view: asked.view ?? usualView(map),
    area: map.areas.find(({ code }) => code === asked.area)?.code,
  };
  return { query, map, districts: await read(listDistricts) };
}

async function getAskedMap(service: Service, request: FastifyRequest) {
  const found = await readAskedMap(service, request);
  if (found === undefined) throw new NotFound('Nothing is loaded that a map can be drawn of.');
  return found;
}

function placeChoices(
  { profile }: Service,
  districts: readonly { code: string; name: string }[],
  chosen: string | undefined,
) {
  return [
    { value: '', text: profile.areas.whole.name, selected: chosen === undefined },
    ...districts.map(({ code, name }) => ({ value: code, text: name, selected: code === chosen })),
  ];
}
