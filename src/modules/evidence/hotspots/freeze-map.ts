import { isDeepStrictEqual } from 'node:util';
import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import { freezeFigure } from '../figures/freeze-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { mapHeading } from './hotspot-words.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, parseMapQuery, type MapQuery } from './map-query.ts';
import { mapSentences } from './map-sentences.ts';
import { makeMapLines, mapColumns, type MapLine } from './map-tables.tsx';
import { readMap, type HotspotMap } from './read-map.ts';

/** The table of a map, for findings: the surest areas first. */
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
      columns: mapColumns(query, map),
      rows: makeMapLines(map).toSorted((a, b) => (a.q ?? 2) - (b.q ?? 2)),
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
  return { kind: mapKind.kind, query: queryText(query) };
}

export function backTestFigureAddress(query: MapQuery): FigureAddress {
  return { kind: backTestKind.kind, query: queryText(query) };
}

/** Everything that decides the figures, and nothing of how they are looked at. */
function queryText(query: MapQuery): string {
  const [, text = ''] = evidencePaths
    .hotspots(mapAddressOf({ ...query, view: undefined, area: undefined }))
    .split('?');
  return text;
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
    async freeze(tx, service, given): Promise<FrozenFigure | undefined> {
      const asked = parseMapQuery(given);
      const map = await readMap(tx, service, asked);
      if (map === undefined) return undefined;
      const query = { ...asked, to: map.span.to, placeCode: map.place.districtCode };
      const exact = Object.fromEntries(new URLSearchParams(queryText(query)));
      // What an address cannot mean, the page leaves out; a finding is never of something else.
      if (!isDeepStrictEqual(exact, { ...given })) return undefined;
      const { figure, sentences } = make(service, query, map);
      return freezeFigure(figure, {
        sentences,
        caveats: [
          map.current.source === 'demonstration' ? noticeFor(service, map.current) : undefined,
        ],
        definitionVersion: service.profile.definition.version,
        livePath: evidencePaths.hotspots(mapAddressOf(query)),
      });
    },
  };
}
