import type { ComponentChildren } from 'preact';
import { ProvenanceLines, type Provenance } from '#design-system/charts/provenance-lines.tsx';
import type { MapClass } from './map-class.ts';
import { MapControls } from './map-controls.tsx';
import { describeMap, missingBoundaries } from './map-words.ts';
import { MapLegend, type MapHighlight } from './map-legend.tsx';
import { MapPatterns } from './map-patterns.tsx';
import { MapPicture, type MapArea } from './map-picture.tsx';
import type { ProjectedMap } from './project-areas.ts';

/** There is no map without its table, its sentence and where its figures come from. */
export type AreaMapProps = Provenance & {
  /** Unique on the page. */
  id: string;
  heading: string;
  headingLevel?: 2 | 3 | 4;
  /** One sentence of what the map shows. */
  sentence: string;
  /** From `projectAreas`; undefined when no area has a boundary. */
  map: ProjectedMap | undefined;
  /** Every area of the table, in its order, whether it has a boundary or not. */
  areas: readonly MapArea[];
  /** Every class an area has here, the most important last. */
  classes: readonly MapClass[];
  legendHeading: string;
  outlineLabel?: string;
  highlight?: MapHighlight;
  /** The area that is picked from the start: ringed on the drawn map, and the interactive one begins there. */
  picked?: { id: string; name: string };
  /** The interactive map; without it there is the drawn one alone. */
  interactive?: InteractiveMap;
  /** The same as a table, whose rows carry `mapRowId(id, area.id)`; pages of a long one carry theirs. */
  table: ComponentChildren;
  /** More that the figure comes down to, between its sentence and its map. */
  children?: ComponentChildren;
  /** What can be done with the figure, beneath its small print. */
  action?: ComponentChildren;
};

export type InteractiveMap = {
  /**
   * Where the boundaries are: a GeoJSON FeatureCollection in WGS84 whose features have `properties.code` (the
   * area's id), and may have `name`, which is shown as one zooms in, and `district`, whose borders are drawn.
   * Everything else, class and figures, the page itself says.
   */
  geoJsonHref: string;
  /** Address of an area's own page, with `{area}` where its id goes. */
  areaHref?: string;
  /** Raster tiles beneath the areas, `{z}/{x}/{y}`; the content security policy must allow their host. */
  tiles?: { address: string; attribution: string };
};

/**
 * A figure that is a map: its sentence, the drawn map with its legend, the same as a table, its provenance.
 * Throws when an area is in a class that is not given: it would be missing from the map and its legend.
 */
export function AreaMap(props: AreaMapProps) {
  const { id, map, areas, interactive, highlight } = props;
  const Heading = `h${props.headingLevel ?? 2}` as const;
  const missing = missingBoundaries(map, areas);
  const classIds = new Set(props.classes.map((mapClass) => mapClass.id));
  const stray = areas.find(({ classId }) => !classIds.has(classId));
  if (stray !== undefined) throw new Error(`The map has no class "${stray.classId}".`);
  return (
    <figure class="app-chart app-map" aria-labelledby={`${id}-heading`}>
      <Heading class="govuk-heading-m app-chart__heading" id={`${id}-heading`}>
        {props.heading}
      </Heading>
      <p class="govuk-body app-chart__sentence">{props.sentence}</p>
      {props.children}
      {map === undefined ? null : (
        <div class="app-map__sheet" id={id} {...readByScript(map, props)}>
          <MapPatterns mapId={id} classes={props.classes} />
          <div class="app-map__frame" data-map-frame>
            <MapPicture
              id={id}
              title={props.heading}
              description={describeMap(areas, props.classes)}
              map={map}
              areas={areas}
              classes={props.classes}
              highlightIds={highlight?.ids ?? []}
              pickedId={props.picked?.id}
            />
          </div>
          <div class="app-map__side">
            <MapLegend
              mapId={id}
              heading={props.legendHeading}
              areas={areas}
              classes={props.classes}
              outlineLabel={props.outlineLabel}
              highlight={highlight}
              pickedName={props.picked?.name}
            />
            <MapControls mapId={id} isInteractive={interactive !== undefined} />
          </div>
        </div>
      )}
      {missing === undefined ? null : <p class="govuk-body app-map__missing">{missing}</p>}
      {props.table}
      {interactive === undefined ? null : (
        <p class="app-download">
          <a class="govuk-link" href={interactive.geoJsonHref}>
            Download the areas (GeoJSON)
            <span class="govuk-visually-hidden">: {props.heading}</span>
          </a>
        </p>
      )}
      <ProvenanceLines {...props} subject={props.heading} />
    </figure>
  );
}

/** What the script in the browser has to know; the figures it reads from the table. */
function readByScript(map: ProjectedMap, { interactive, picked }: AreaMapProps) {
  return {
    'data-map': '',
    'data-map-pick': picked?.id,
    ...(interactive === undefined
      ? {}
      : {
          'data-map-areas': interactive.geoJsonHref,
          'data-map-area-address': interactive.areaHref,
          'data-map-tiles': interactive.tiles?.address,
          'data-map-attribution': interactive.tiles?.attribution,
          'data-map-towns': JSON.stringify(
            map.towns.map(({ name, longitude, latitude }) => [
              name,
              longitude,
              latitude,
              ...(standsBefore(map, name) ? ['before'] : []),
            ]),
          ),
        }),
  };
}

/** Whether the drawn map has the name left of its dot, because of the town beside it. */
function standsBefore({ labels }: ProjectedMap, name: string): boolean {
  return labels.wide.towns.some((town) => town.name === name && town.text.anchor === 'end');
}
