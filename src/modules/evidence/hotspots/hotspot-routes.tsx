import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FigureAddress } from '#core/findings/figure-kind.ts';
import { recordFindingHref } from '#core/findings/record-finding-link.tsx';
import { principalOf } from '#core/pages/page-reply.ts';
import type { Service } from '#core/service.ts';
import { needs } from '#core/sign-in/workspace-guard.ts';
import { parseTableQuery, sortAndPage } from '#design-system/tables/table-query.ts';
import { NoFiguresPage } from '../no-figures-page.tsx';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { backTestFigureAddress, mapFigureAddress, smallerFigureAddress } from './freeze-map.ts';
import { HotspotPage } from './hotspot-page.tsx';
import { mapHeading } from './hotspot-words.ts';
import { mapSentences } from './map-sentences.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, parseMapQuery } from './map-query.ts';
import { areaHref, makeMapLines, mapColumns } from './map-tables.tsx';
import { makeNeighbourFigure } from './neighbour-figure.tsx';
import { pageOrWait } from './page-or-wait.tsx';
import { orderLines } from './map-views.ts';
import { findAskedMap } from './read-asked-map.ts';
import { wholeTable } from './rows-link.tsx';
import { makeWorseFigure } from './worse-figure.ts';
import { findBrief } from './worse/find-brief.ts';

const TableAddress = z.record(z.string(), z.unknown());

/** Where incidents gather, and how sure that is. */
export function hotspotRoutes(app: FastifyInstance, service: Service): void {
  app.get(evidencePaths.hotspots(), needs('evidence.read'), async (request, reply) => {
    const again = () => evidencePaths.hotspots(mapAddressOf(parseMapQuery(request.query)));
    const answer = await pageOrWait({ start, again }, async () => {
      const found = await findAskedMap(service, principalOf(request), request.query);
      if (found === undefined) return <NoFiguresPage title="Where it happens" />;
      const { query, askedView, map, districts } = found;
      const address = mapAddressOf(query);
      const lines = makeMapLines(map);
      const columns = mapColumns(query, map);
      const asked = TableAddress.parse(request.query ?? {});
      const table = parseTableQuery(asked, columns, wholeTable(asked['rows'], lines.length));
      const ordered = orderLines(query.view, lines);
      const about = mapProvenance(service.profile, query, map);
      const provenance = { ...about, csvHref: evidencePaths.hotspotsData(address) };
      const facts = { map, lines, provenance };
      const worse = makeWorseFigure(query, {
        ...facts,
        provenance: { ...about, csvHref: evidencePaths.hotspotsWorseData(address) },
      });
      const neighbours = makeNeighbourFigure(query, {
        ...facts,
        provenance: { ...about, csvHref: evidencePaths.hotspotsNeighboursData(address) },
      });
      const principal = principalOf(request);
      const mayRecord = (figure: FigureAddress) => recordFindingHref(principal, figure);
      const isGrid = map.ground.level === 'hexagon';
      const { mapTiles: tiles } = service.profile.areas;
      return (
        <HotspotPage
          choices={{
            query,
            askedView,
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
            ...(!isGrid && { areaHref: areaHref('{area}', query.crimeType) }),
            ...(tiles !== undefined && { tiles }),
          }}
          everyType={await findBrief(found.read, service, query.placeCode)}
          worse={worse}
          backTest={makeBackTestFigure(map, {
            ...provenance,
            csvHref: evidencePaths.backTestData(address),
          })}
          neighbours={neighbours}
          notice={noticeFor(service, map.current)}
          recordHref={{
            map: mayRecord(mapFigureAddress(query)),
            worse:
              map.changes === null ? undefined : mayRecord(smallerFigureAddress(query, 'worse')),
            neighbours: mayRecord(smallerFigureAddress(query, 'neighbours')),
            backTest: mayRecord(backTestFigureAddress(query)),
          }}
        />
      );
    });
    return reply.page(...answer);
  });
}

const start = { href: evidencePaths.hotspots(), name: 'where it happens' };

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
