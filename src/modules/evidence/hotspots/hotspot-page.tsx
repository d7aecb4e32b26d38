import type { VNode } from 'preact';
import { RecordFindingLink } from '#core/findings/record-finding-link.tsx';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { AreaMap } from '#design-system/maps/area-map.tsx';
import type { InteractiveMap } from '#design-system/maps/area-map.tsx';
import type { MapHighlight } from '#design-system/maps/map-legend.tsx';
import { WorkspacePage } from '#design-system/pages/workspace-page.tsx';
import { DataTable } from '#design-system/tables/data-table.tsx';
import type { TablePage, TableQuery } from '#design-system/tables/table-query.ts';
import { FigureBlock } from '../figures/figure-block.tsx';
import type { Figure } from '../figures/figure.ts';
import { evidencePaths } from '../paths.ts';
import type { BackTestLine } from './back-test-figure.tsx';
import { HowToReadMap } from './how-to-read-map.tsx';
import { MapChoices, ViewLinks, type MapChoicesProps } from './map-choices.tsx';
import { mapAddressOf } from './map-query.ts';
import { mapColumns, mapId, type MapLine } from './map-tables.tsx';
import { showView, viewsOfMap } from './map-views.ts';
import type { NeighbourLine } from './neighbour-figure.tsx';
import type { HotspotMap } from './read-map.ts';

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
  worse: Figure<MapLine> | undefined;
  backTest: Figure<BackTestLine>;
  neighbours: Figure<NeighbourLine> | undefined;
  highlight: MapHighlight | undefined;
  notice: string | undefined;
  recordHref: { map: string | undefined; backTest: string | undefined };
};

/** Where incidents gather, where they have become more, and whether the map would have been right. */
export function HotspotPage(props: HotspotPageProps): VNode {
  const { choices, heading, map, lines, worse, neighbours, backTest, recordHref } = props;
  const { query } = choices;
  const { view = 'gather' } = query;
  const [sentence = '', ...more] = props.sentences;
  return (
    <WorkspacePage title={heading} isWide>
      <h1 class="govuk-heading-l">Where it happens</h1>
      {props.notice !== undefined && <p class="govuk-inset-text">{props.notice}</p>}
      <MapChoices {...choices} />
      <ViewLinks query={query} />
      <AreaMap
        {...props.provenance}
        {...showView(view, lines)}
        id={mapId}
        heading={heading}
        sentence={sentence}
        map={map.drawn}
        legendHeading={viewsOfMap[view].legend}
        {...(map.ground.level !== 'hexagon' && { outlineLabel: 'Border of a district' })}
        {...(props.highlight !== undefined && { highlight: props.highlight })}
        interactive={props.interactive}
        action={<RecordFindingLink href={recordHref.map} subject={heading} />}
        table={
          <DataTable
            id="areas"
            caption={`Every area: ${heading}`}
            columns={mapColumns(query, map)}
            page={props.page}
            query={props.table}
            address={{ path: evidencePaths.hotspots(), query: tableAddress(props) }}
            empty="There are no areas."
          />
        }
      />
      <h2 class="govuk-heading-s">What else the map says</h2>
      <ul class="govuk-list govuk-list--bullet">
        {more.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {neighbours !== undefined && <FigureBlock {...neighbours} />}
      {worse !== undefined && <FigureBlock {...worse} />}
      <FigureBlock {...backTest} recordHref={recordHref.backTest} />
      <HowToReadMap />
    </WorkspacePage>
  );
}

/** The address of the page without its table's own part. */
function tableAddress({ choices: { query } }: HotspotPageProps): Record<string, string> {
  const [, text = ''] = evidencePaths.hotspots(mapAddressOf(query)).split('?');
  return Object.fromEntries(new URLSearchParams(text));
}
