import { mapRowId } from '#design-system/maps/map-row.ts';
import type { Column } from '#design-system/tables/column.ts';
import type { PlaceOverTime } from '#statistics/places-over-time/classify-place.ts';
import { amountOf, preciseInWords } from '../figures/number-words.ts';
import { evidencePaths } from '../paths.ts';
import { crimeTypeSlug } from '../trends/trend-query.ts';
import type { PeriodChange } from './compare-periods.ts';
import type { MappedArea } from './draw-map.ts';
import { changeWords, classWords, placeInWords, ratioInWords } from './hotspot-words.ts';
import { mapAddressOf, type MapQuery, type MapView } from './map-query.ts';
import { RatioCell } from './ratio-cell.tsx';
import type { HotspotMap } from './read-map.ts';

/** One area with everything a map page says of it. */
export type MapLine = MappedArea & {
  change: PeriodChange | undefined;
  place: PlaceOverTime | undefined;
  /** Whether it has a page of its own. */
  hasPage: boolean;
  neighbours: number;
};

export const mapId = 'hotspots';

/** A line for each area, in the order of the ground. */
export function makeMapLines({ areas, changes, places, ground }: HotspotMap): MapLine[] {
  const { starts } = ground.neighbours;
  return areas.map((area, number) => ({
    ...area,
    change: changes?.[number],
    place: places[number],
    hasPage: ground.level !== 'hexagon',
    neighbours: (starts[number + 1] ?? 0) - (starts[number] ?? 0),
  }));
}

/** Of the period before, for when some of it is loaded. */
const changeColumns = new Set(['before', 'change', 'change-q']);

/** The columns of the table beside a map. */
export function mapColumns(
  query: MapQuery,
  map: Pick<HotspotMap, 'changes' | 'now' | 'before'>,
): readonly Column<MapLine>[] {
  const shown = allColumns(query, map).filter(
    ({ key }) => map.changes !== null || !changeColumns.has(key),
  );
  const answer = answers[query.view ?? 'gather'];
  const place = ({ key }: Column<MapLine>) =>
    key === 'area' ? -2 : answer.indexOf(key) < 0 ? 0 : -1;
  return shown.toSorted((one, other) => place(one) - place(other));
}

/** What answers a view stands beside the name, where a phone shows it. */
const answers: Readonly<Record<MapView, readonly string[]>> = {
  gather: ['class'],
  count: ['count'],
  change: ['change-q'],
  time: ['place'],
};

/** Some of the same columns, in the order of the keys, for a smaller table whose areas have their ids in the large one. */
export function smallerColumns(
  query: MapQuery,
  map: Pick<HotspotMap, 'changes' | 'now' | 'before'>,
  keys: readonly string[],
): readonly Column<MapLine>[] {
  const columns = mapColumns(query, map);
  return keys.flatMap((key) => {
    const column = columns.find((one) => one.key === key);
    if (column === undefined) return [];
    // A phone has no room for a wide name beside the numbers.
    return key === 'area'
      ? { ...column, isWide: false, render: (line) => areaName(line, query) }
      : column;
  });
}

/** Leads to the page of the area, which keeps the crime type for the ways on from there. */
function areaName({ code, name, hasPage }: MapLine, { crimeType }: MapQuery, id?: string) {
  if (!hasPage) return <span id={id}>{name}</span>;
  return (
    <a class="govuk-link" id={id} href={areaHref(code, crimeType)}>
      {name}
    </a>
  );
}

/** The page of an area, or of whichever takes the place of `{area}`. */
export function areaHref(code: string, crimeType: string | undefined): string {
  return evidencePaths.area(
    code,
    crimeType === undefined ? {} : { crimeType: crimeTypeSlug(crimeType) },
  );
}

function allColumns(
  query: MapQuery,
  { now, before }: Pick<HotspotMap, 'now' | 'before'>,
): readonly Column<MapLine>[] {
  const isRate = query.value === 'rate';
  return [
    {
      key: 'area',
      heading: 'Area',
      isWide: true,
      sortable: true,
      value: ({ name }) => name,
      render: (line) => areaName(line, query, mapRowId(mapId, line.code)),
    },
    {
      key: 'count',
      heading: `Incidents in ${amountOf(now.length, 'month')}`,
      numeric: true,
      sortable: true,
      value: ({ count }) => count,
    },
    ...(isRate
      ? [
          {
            key: 'rate',
            heading: 'A year per 1,000 residents',
            numeric: true,
            sortable: true,
            value: ({ rate }: MapLine) => rate,
            render: ({ rate }: MapLine) => (rate === null ? undefined : preciseInWords(rate)),
          },
        ]
      : []),
    { key: 'class', heading: 'Surroundings', value: (line) => classWords[line.class] },
    {
      key: 'q',
      heading: 'q of the surroundings',
      numeric: true,
      isSmallestFirst: true,
      sortable: true,
      value: ({ q }) => q,
      render: ({ q }) => (q === null ? undefined : chanceInWords(q)),
    },
    {
      key: 'before',
      heading: `In ${amountOf(before.length, 'month')} before`,
      numeric: true,
      sortable: true,
      value: ({ change }) => change?.before ?? null,
    },
    {
      key: 'change',
      heading: 'A month, against before (95% interval)',
      numeric: true,
      sortable: true,
      value: ({ change }) => (change === undefined ? null : ratioOrMost(change)),
      render: ({ change }) => (change === undefined ? undefined : <RatioCell {...change} />),
    },
    {
      key: 'change-q',
      heading: 'Changed?',
      sortable: true,
      value: ({ change }) => change?.q ?? null,
      render: ({ change }) => (change === undefined ? undefined : changeWords[change.says]),
    },
    {
      key: 'place',
      heading: 'Over the months',
      value: ({ place }) => (place === undefined ? null : placeInWords(place.class)),
    },
    {
      key: 'neighbours',
      heading: 'Neighbours',
      numeric: true,
      value: ({ neighbours }) => neighbours,
      render: ({ code, name, neighbours }) =>
        neighbours === 0 ? undefined : (
          <a
            class="govuk-link"
            href={`${evidencePaths.hotspots({ ...mapAddressOf(query), area: code })}#neighbours-heading`}
          >
            {neighbours}
            <span class="govuk-visually-hidden"> neighbours of {name}</span>
          </a>
        ),
    },
  ];
}

/** Columns as a finding keeps them, which has only what a cell is worth: every number as it was read. */
export function freezeColumns(columns: readonly Column<MapLine>[]): readonly Column<MapLine>[] {
  return columns.map((column) => {
    const value = frozenValues[column.key];
    return value === undefined ? column : { ...column, value };
  });
}

const frozenValues: Readonly<Record<string, Column<MapLine>['value']>> = {
  rate: ({ rate }) => (rate === null ? null : preciseInWords(rate)),
  q: ({ q }) => (q === null ? null : chanceInWords(q)),
  change: ({ change }) => (change === undefined ? null : ratioInWords(change)),
  'change-q': ({ change }) => (change === undefined ? null : changeWords[change.says]),
};

/** "0.035"; "below 0.001". */
function chanceInWords(chance: number): string {
  return chance < 0.001 ? 'below 0.001' : chance.toFixed(3);
}

/** Where there were none before, any number now is more times as many than elsewhere. */
function ratioOrMost({ ratio, now }: PeriodChange): number {
  return ratio ?? (now === 0 ? 0 : 1e9 + now);
}
