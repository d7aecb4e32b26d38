import type { ComponentChildren } from 'preact';
import { patternId, type MapClass } from './map-class.ts';
import type { MapArea } from './map-picture.tsx';

/** Areas outlined for another reason than their class: the neighbours of one, for example. */
export type MapHighlight = { label: string; ids: readonly string[] };

export type MapLegendProps = {
  /** Of the map that it explains: the patterns are that map's. */
  mapId: string;
  heading: string;
  areas: readonly MapArea[];
  /** In drawing order; the legend starts with the most important, which is the last. */
  classes: readonly MapClass[];
  /** What the outlines are, for example "Border of a district". */
  outlineLabel?: string | undefined;
  highlight?: MapHighlight | undefined;
  /** The area that is picked from the start. */
  pickedName?: string | undefined;
};

/** What the colours and patterns mean, and how many areas have each. */
export function MapLegend(props: MapLegendProps) {
  const { mapId, areas, highlight } = props;
  return (
    <section class="app-map__legend" aria-labelledby={`${mapId}-legend`}>
      <p class="app-map__legend-heading" id={`${mapId}-legend`}>
        {props.heading}
      </p>
      <ul class="app-map__keys">
        {props.classes.toReversed().map((mapClass) => (
          <Key key={mapClass.id} label={mapClass.label} count={countAreas(areas, mapClass)}>
            <ClassSwatch mapId={mapId} mapClass={mapClass} />
          </Key>
        ))}
        {highlight === undefined || highlight.ids.length === 0 ? null : (
          <Key label={highlight.label} count={highlight.ids.length}>
            <rect class="app-map__highlight" x="2" y="2" width="30" height="18" />
          </Key>
        )}
        {props.pickedName === undefined ? null : (
          <Key label={props.pickedName}>
            <circle class="app-map__ring" cx="17" cy="11" r="8" />
          </Key>
        )}
        {props.outlineLabel === undefined ? null : (
          <Key label={props.outlineLabel}>
            <path class="app-map__outline" d="M1 11.5h32" />
          </Key>
        )}
      </ul>
    </section>
  );
}

type KeyProps = { label: string; count?: number; children: ComponentChildren };

function Key({ label, count, children }: KeyProps) {
  return (
    <li class="app-map__key">
      <svg class="app-map__swatch" width="34" height="22" aria-hidden="true" focusable="false">
        {children}
      </svg>
      <span>
        {label}
        {count === undefined ? null : (
          <span class="app-map__count">{`: ${count.toLocaleString('en-GB')}`}</span>
        )}
      </span>
    </li>
  );
}

function ClassSwatch({ mapId, mapClass }: { mapId: string; mapClass: MapClass }) {
  const pattern = patternId(mapId, mapClass);
  const outlined = mapClass.isOutlined === true ? ' app-map__areas--outlined' : '';
  const box = { x: 2, y: 2, width: 30, height: 18 };
  return (
    <>
      <rect class={`app-map__areas app-map__tone--${mapClass.tone}${outlined}`} {...box} />
      {pattern === undefined ? null : <rect fill={`url(#${pattern})`} {...box} />}
    </>
  );
}

function countAreas(areas: readonly MapArea[], { id }: MapClass): number {
  return areas.filter(({ classId }) => classId === id).length;
}
