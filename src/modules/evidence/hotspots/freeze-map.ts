import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { figureAddress, figureAddressOfPage, isExactly } from '../figures/figure-address.ts';
import { freezeIncidentFigure } from '../figures/freeze-figure.ts';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import { makeBackTestFigure } from './back-test-figure.tsx';
import { mapCaveats, mapHeading } from './hotspot-words.ts';
import { takeDrawn } from './kept-maps.ts';
import { mapProvenance } from './map-provenance.ts';
import { mapAddressOf, parseMapQuery, type MapQuery } from './map-query.ts';
import { mapSentences } from './map-sentences.ts';
import { freezeColumns, makeMapLines, mapColumns, type MapLine } from './map-tables.tsx';
import { orderLines, usualView } from './map-views.ts';
import { makeNeighbourFigure } from './neighbour-figure.tsx';
import { readMap, type HotspotMap, type Read } from './read-map.ts';
import { makeWorseFigure } from './worse-figure.ts';

/** The smaller tables beside a map, by their ids on its page, which are kept with every finding: never rename one. */
export type SmallerTable = 'worse' | 'neighbours';

/** How a finding names the map that a page shows: the view too, because what it shows is what was seen. */
export function mapFigureAddress(query: MapQuery): FigureAddress {
  return figureAddressOfPage('hotspots', pathOf({ ...query, area: undefined }));
}

/** How a finding names a smaller table of a map’s page, which is the same in every view. */
export function smallerFigureAddress(query: MapQuery, table: SmallerTable): FigureAddress {
  const area = table === 'neighbours' ? query.area : undefined;
  const page = figureAddressOfPage('hotspots', pathOf({ ...query, area, view: undefined }));
  const decides = Object.fromEntries(new URLSearchParams(page.query));
  return figureAddress(page.kind, { ...decides, figure: table });
}

export function backTestFigureAddress(query: MapQuery): FigureAddress {
  return figureAddressOfPage('back-test', pathOf({ ...query, area: undefined, view: undefined }));
}

/** A map as its view shows it, and the smaller tables beside it, for findings. */
export const mapKind: FigureKind = makeKind('hotspots', (asked) => {
  const { query, given } = asked;
  switch (given['figure']) {
    case undefined:
      return isExactly(mapFigureAddress(query), given) ? freezeWholeMap(asked) : undefined;
    case 'worse':
      return asked.map.changes === null
        ? undefined
        : freezeSmaller(asked, 'worse', makeWorseFigure);
    case 'neighbours':
      return freezeSmaller(
        asked,
        'neighbours',
        (...facts) => makeNeighbourFigure(...facts)?.figure,
      );
    default:
      return undefined;
  }
});

/** Whether a map would have been right, for findings. */
export const backTestKind: FigureKind = makeKind('back-test', (asked) => {
  const { query, map, given } = asked;
  if (!isExactly(backTestFigureAddress(query), given)) return undefined;
  return freezeBeside(asked, makeBackTestFigure(map, provenanceOf(asked)));
});

/** What is asked of a map that has been drawn. */
type Asked = {
  service: Service;
  query: MapQuery;
  map: HotspotMap;
  given: Readonly<Record<string, string>>;
};

function makeKind(kind: string, make: (asked: Asked) => FrozenFigure | undefined): FigureKind {
  return {
    kind,
    async prepare(principal, service, given) {
      const read: Read = (work) => service.database.transaction(principal, work);
      await readMap(read, service, parseMapQuery(given));
    },
    async freeze(tx, service, given): Promise<FrozenFigure | undefined> {
      const asked = parseMapQuery(given);
      const map = await readMap((work) => work(tx), service, asked, takeDrawn);
      return map && make({ service, map, given, query: { ...asked, ...map.drawnOf } });
    },
  };
}

/** What it says first, and its table in the same order. */
function freezeWholeMap(asked: Asked): FrozenFigure {
  const { service, query, map } = asked;
  const [sentence = '', ...sentences] = mapSentences(query, map);
  const figure: Figure<MapLine> = {
    ...provenanceOf(asked),
    id: 'hotspots',
    heading: mapHeading(query, map),
    sentence,
    estimates: [],
    drawing: undefined,
    table: {
      columns: freezeColumns(mapColumns(query, map)),
      rows: orderLines(query.view ?? usualView(map), makeMapLines(map)),
    },
  };
  const livePath = evidencePaths.hotspots(mapAddressOf(query));
  return freezeIncidentFigure(service, map.current, figure, { sentences, livePath });
}

function freezeSmaller(
  asked: Asked,
  table: SmallerTable,
  make: (...facts: Parameters<typeof makeWorseFigure>) => Figure<MapLine> | undefined,
): FrozenFigure | undefined {
  const { query, map, given } = asked;
  if (!isExactly(smallerFigureAddress(query, table), given)) return undefined;
  const facts = { map, lines: makeMapLines(map), provenance: provenanceOf(asked) };
  const figure = make(query, facts);
  if (figure === undefined) return undefined;
  const { columns, rows } = figure.table;
  return freezeBeside(asked, { ...figure, table: { columns: freezeColumns(columns), rows } });
}

/** A figure beside a map: its heading tells of which, and what is said under the map goes with it. */
function freezeBeside<Row>({ service, query, map }: Asked, figure: Figure<Row>): FrozenFigure {
  const { heading, id } = figure;
  const between = heading.endsWith('?') ? ' ' : ': ';
  return freezeIncidentFigure(
    service,
    map.current,
    { ...figure, heading: `${heading}${between}${mapHeading(query, map)}` },
    {
      caveats: mapCaveats(query, map),
      livePath: `${evidencePaths.hotspots(mapAddressOf(query))}#${id}-heading`,
    },
  );
}

function provenanceOf({ service, query, map }: Asked): Provenance {
  const csvHref = evidencePaths.hotspotsData(mapAddressOf(query));
  return { ...mapProvenance(service.profile, query, map), csvHref };
}

function pathOf(query: MapQuery): string {
  return evidencePaths.hotspots(mapAddressOf(query));
}
