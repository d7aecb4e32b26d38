import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { MapHighlight } from '#design-system/maps/map-legend.tsx';
import type { Figure } from '../figures/figure.ts';
import { amountOf } from '../figures/number-words.ts';
import { smallerColumns, type MapLine } from './map-tables.tsx';
import type { MapQuery } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

const shownColumns = ['area', 'count', 'rate', 'class', 'q', 'before', 'change', 'change-q'];

export type NeighbourFigure = {
  area: Pick<MapLine, 'code' | 'name' | 'hasPage'>;
  figure: Figure<MapLine>;
  highlight: MapHighlight;
};

/** An area beside the areas that touch it; undefined where no area of the map is asked for. */
export function makeNeighbourFigure(
  query: MapQuery,
  {
    map,
    lines,
    provenance,
  }: { map: HotspotMap; lines: readonly MapLine[]; provenance: Provenance },
): NeighbourFigure | undefined {
  const number = lines.findIndex(({ code }) => code === query.area);
  const own = lines[number];
  if (own === undefined) return undefined;
  const { starts, neighbours } = map.ground.neighbours;
  const around = [...neighbours.subarray(starts[number], starts[number + 1])].flatMap(
    (other) => lines[other] ?? [],
  );
  const sum = around.reduce((total, { count }) => total + count, 0);
  const figure: Figure<MapLine> = {
    ...provenance,
    id: 'neighbours',
    heading: `${own.name} and its neighbours`,
    sentence: `${own.name} has ${amountOf(own.count, 'incident')}; the ${amountOf(around.length, 'area')} that ${around.length === 1 ? 'touches it has' : 'touch it have'} ${sum}, which is ${around.length === 0 ? 0 : Math.round(sum / around.length)} each on average.`,
    estimates: [],
    drawing: undefined,
    table: {
      columns: smallerColumns(query, map, shownColumns),
      rows: [own, ...around],
    },
    caveats: ['Areas are neighbours when their boundaries share at least one corner.'],
  };
  return {
    area: own,
    figure,
    highlight: {
      label: `${own.name} and its neighbours`,
      ids: [own, ...around].map(({ code }) => code),
    },
  };
}
