import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import { figureAddressOfPage, isExactly } from '../figures/figure-address.ts';
import { freezeIncidentFigure } from '../figures/freeze-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { mapHeading } from './hotspot-words.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, parseMapQuery, type MapQuery } from './map-query.ts';
import { mapSentences } from './map-sentences.ts';
import { frozenColumns, makeMapLines, type MapLine } from './map-tables.tsx';
import { orderLines, usualView } from './map-views.ts';
import { takeDrawn } from './kept-maps.ts';
import { readMap, type HotspotMap, type Read } from './read-map.ts';

/** A map as its view shows it, for findings: what it says first, and its table in the same order. */
export const mapKind: FigureKind = makeKind('hotspots', (service, query, map) => {
  const [sentence = '', ...sentences] = mapSentences(query, map);
  const figure: Figure<MapLine> = {
    ...mapProvenance(service.profile, query, map),
    csvHref: evidencePaths.hotspotsData(mapAddressOf(query)),
    id: 'hotspots',
    heading: mapHeading(query, map),
    sentence,
    estimates: [],
    drawing: undefined,
    table: {
      columns: frozenColumns(query, map),
      rows: orderLines(query.view ?? usualView(map), makeMapLines(map)),
    },
  };
  return { figure, sentences };
});

/** Whether a map would have been right, for findings. */
export const backTestKind: FigureKind = makeKind('back-test', (service, query, map) => {
  const csvHref = evidencePaths.backTestData(mapAddressOf(query));
  const figure = makeBackTestFigure(map, {
    ...mapProvenance(service.profile, query, map),
    csvHref,
  });
  return {
    figure: { ...figure, heading: `${figure.heading} ${mapHeading(query, map)}` },
    sentences: [],
  };
});

/** How a finding names the map that a page shows. */
export function mapFigureAddress(query: MapQuery): FigureAddress {
  return figureAddressOfPage(mapKind.kind, pathOf(query));
}

export function backTestFigureAddress(query: MapQuery): FigureAddress {
  return figureAddressOfPage(backTestKind.kind, pathOf({ ...query, view: undefined }));
}

/** Everything that decides what is kept: the view too, because what it shows is what was seen. */
function pathOf(query: MapQuery): string {
  return evidencePaths.hotspots(mapAddressOf({ ...query, area: undefined }));
}

function makeKind<Row>(
  kind: string,
  make: (
    service: Service,
    query: MapQuery,
    map: HotspotMap,
  ) => { figure: Figure<Row>; sentences: readonly string[] },
): FigureKind {
  return {
    kind,
    async prepare(principal, service, given) {
      const read: Read = (work) => service.database.transaction(principal, work);
      await readMap(read, service, parseMapQuery(given));
    },
    async freeze(tx, service, given): Promise<FrozenFigure | undefined> {
      const asked = parseMapQuery(given);
      const map = await readMap((work) => work(tx), service, asked, takeDrawn);
      if (map === undefined) return undefined;
      const query = { ...asked, ...map.drawnOf };
      if (!isExactly(figureAddressOfPage(kind, pathOf(query)), given)) return undefined;
      const { figure, sentences } = make(service, query, map);
      return freezeIncidentFigure(service, map.current, figure, {
        sentences,
        livePath: evidencePaths.hotspots(mapAddressOf(query)),
      });
    },
  };
}
