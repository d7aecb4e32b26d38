import type { VNode } from 'preact';
import { RecordFindingLink } from '#core/findings/record-finding-link.tsx';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { AreaMap } from '#design-system/maps/area-map.tsx';
import type { InteractiveMap } from '#design-system/maps/area-map.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { DataTable } from '#design-system/tables/data-table.tsx';
import type { TablePage, TableQuery } from '#design-system/tables/table-query.ts';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import type { BackTestLine } from './back-test-figure.tsx';
import type { SmallerTable } from './freeze-map.ts';
import { isWhole, RowsLink } from './rows-link.tsx';
import { HowToReadMap } from './how-to-read-map.tsx';
import { MapChoices, ViewLinks, type MapChoicesProps } from './map-choices.tsx';
import { mapAddressOf } from './map-query.ts';
import { areaHref, mapColumns, mapId, type MapLine } from './map-tables.tsx';
import { showView, viewsOfMap } from './map-views.ts';
import type { NeighbourFigure } from './neighbour-figure.tsx';
import type { HotspotMap } from './read-map.ts';
import type { WorseReport } from './worse/read-worse.ts';
import { chooseLength } from './worse/worse-query.ts';
import { WorseBrief } from './worse/worse-brief.tsx';

export type HotspotPageProps = {
  choices: MapChoicesProps;
  heading: string;
  /** The answer to each of the views, the one that is shown first. */
  sentences: readonly string[];
  map: HotspotMap;
  lines: readonly MapLine[];
  page: TablePage<MapLine>;
  table: TableQuery;
  provenance: Provenance;
  interactive: InteractiveMap;
  /** What has become worse over all crime types; undefined where it cannot be told just now. */
  everyType: WorseReport | undefined;
  worse: Figure<MapLine>;
  backTest: Figure<BackTestLine>;
  neighbours: NeighbourFigure | undefined;
  notice: string | undefined;
  /** Where a finding is recorded from each figure, for those who may. */
  recordHref: Readonly<Record<'map' | 'backTest' | SmallerTable, string | undefined>>;
};

/** Where incidents gather, where they have become more, and whether the map would have been right. */
export function HotspotPage(props: HotspotPageProps): VNode {
  const { choices, heading, map, lines, worse, neighbours, backTest, recordHref } = props;
  const { query } = choices;
  const { view = 'gather' } = query;
  const [sentence = '', ...more] = props.sentences;
  const shorter =
    map.changes === null ? chooseLength(map.current.months, map.drawnOf.to ?? '') : undefined;
  const address = { path: evidencePaths.hotspots(), query: tableAddress(props) };
  return (
    <WorkspacePage title={heading} isWide>
      <h1 class="govuk-heading-l">Where it happens</h1>
      {props.notice !== undefined && <p class="govuk-inset-text">{props.notice}</p>}
      <WorseBrief report={props.everyType} headingLevel={2} />
      <h2 class="govuk-heading-m">One crime type on a map</h2>
      <MapChoices {...choices} />
      <ViewLinks query={query} />
      <p class="govuk-body">
        <a class="govuk-link" href="#worse-heading">
          Go to: where it has become worse
          {query.crimeType === undefined ? '' : `, ${query.crimeType}`}
        </a>
      </p>
      <AreaMap
        {...props.provenance}
        {...showView(view, lines)}
        id={mapId}
        heading={heading}
        sentence={sentence}
        map={map.drawn}
        legendHeading={viewsOfMap[view].legend}
        {...(map.ground.level !== 'hexagon' && { outlineLabel: 'Border of a district' })}
        {...(neighbours !== undefined && {
          highlight: neighbours.highlight,
          picked: { id: neighbours.area.code, name: neighbours.area.name },
        })}
        interactive={props.interactive}
        action={<RecordFindingLink href={recordHref.map} subject={heading} />}
        table={
          <>
            <DataTable
              id="areas"
              caption={`Every area: ${heading}`}
              columns={mapColumns(query, map)}
              page={props.page}
              query={props.table}
              address={address}
              empty="There are no areas."
            />
            <RowsLink page={props.page} address={address} />
          </>
        }
      />
      <h2 class="govuk-heading-s">What else the map says</h2>
      <ul class="govuk-list govuk-list--bullet">
        {more.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {neighbours !== undefined && (
        <FigureBlock {...neighbours.figure} recordHref={recordHref.neighbours}>
          {neighbours.area.hasPage && (
            <p class="govuk-body">
              <a class="govuk-link" href={areaHref(neighbours.area.code, query.crimeType)}>
                What was recorded in {neighbours.area.name}?
              </a>
            </p>
          )}
        </FigureBlock>
      )}
      <FigureBlock
        {...worse}
        recordHref={recordHref.worse}
        // Of no areas there is no table; the sentence says it.
        {...(worse.table.rows.length === 0 && { shownTable: false })}
      >
        {shorter !== undefined && (
          <p class="govuk-body">
            <a
              class="govuk-link"
              href={`${evidencePaths.hotspots(mapAddressOf({ ...query, months: shorter }))}#worse-heading`}
            >
              Compare {shorter} months with the {shorter} before
            </a>
          </p>
        )}
      </FigureBlock>
      <FigureBlock {...backTest} recordHref={recordHref.backTest} />
      <HowToReadMap />
    </WorkspacePage>
  );
}

/** The address of the page with the order of its table, without the page of it. */
function tableAddress({ choices, table, page }: HotspotPageProps): Record<string, string> {
  const [, text = ''] = evidencePaths.hotspots(mapAddressOf(choices.query)).split('?');
  return {
    ...Object.fromEntries(new URLSearchParams(text)),
    ...(table.sort !== undefined && { sort: table.sort, direction: table.direction }),
    ...(isWhole(page) && { rows: 'all' }),
  };
}
