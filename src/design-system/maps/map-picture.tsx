import { patternId, type MapClass } from './map-class.ts';
import { MapLabels } from './map-labels.tsx';
import type { ProjectedMap } from './project-areas.ts';

/** What the map says of one area; where it lies is in the `ProjectedMap`. */
export type MapArea = {
  id: string;
  name: string;
  classId: string;
  /** A figure worth a glance, for example "34 incidents". */
  note?: string;
};

export type MapPictureProps = {
  id: string;
  title: string;
  description: string;
  map: ProjectedMap;
  areas: readonly MapArea[];
  classes: readonly MapClass[];
  highlightIds: readonly string[];
  /** The area that is picked from the start. */
  pickedId?: string | undefined;
};

/** The drawn map: one image to a screen reader, whose table has every area. */
export function MapPicture(props: MapPictureProps) {
  const { id, map, areas, classes } = props;
  const highlighted = props.highlightIds.flatMap((area) => map.areaPaths.get(area) ?? []);
  return (
    <svg
      class="app-map__picture"
      width={map.width}
      height={map.height + map.footHeight}
      viewBox={`0 0 ${map.width} ${map.height + map.footHeight}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      data-map-picture
    >
      <title id={`${id}-title`}>{props.title}</title>
      <desc id={`${id}-description`}>{props.description}</desc>
      <g transform="scale(.1)" fill-rule="evenodd">
        {classes.map((mapClass) => (
          <ClassAreas
            key={mapClass.id}
            mapId={id}
            map={map}
            mapClass={mapClass}
            areas={areas.filter(({ classId }) => classId === mapClass.id)}
          />
        ))}
        <path class="app-map__outline" d={map.outlinePath} />
        <path
          class="app-map__highlight"
          d={highlighted.join('')}
          data-map-highlight={props.highlightIds.join(' ')}
        />
        <path
          class="app-map__picked"
          d={map.areaPaths.get(props.pickedId ?? '') ?? ''}
          data-map-picked
        />
      </g>
      <MapLabels map={map} />
      <Ring map={map} areaId={props.pickedId} />
    </svg>
  );
}

/** Round the picked area, which may be too small to be seen by its outline. */
function Ring({ map, areaId }: { map: ProjectedMap; areaId: string | undefined }) {
  const { x, y, radius } = map.areaSpots.get(areaId ?? '') ?? { x: 0, y: 0, radius: 0 };
  return <circle class="app-map__ring" cx={x} cy={y} r={radius} data-map-ring />;
}

type ClassAreasProps = {
  mapId: string;
  map: ProjectedMap;
  mapClass: MapClass;
  areas: readonly MapArea[];
};

function ClassAreas({ mapId, map, mapClass, areas }: ClassAreasProps) {
  const pattern = patternId(mapId, mapClass);
  const shapesId = `${mapId}-areas-${mapClass.id}`;
  const outlined = mapClass.isOutlined === true ? ' app-map__areas--outlined' : '';
  return (
    <g class={`app-map__areas app-map__tone--${mapClass.tone}${outlined}`} data-class={mapClass.id}>
      <g id={shapesId}>
        {areas.map((area) => (
          <AreaShape
            key={area.id}
            area={area}
            mapClass={mapClass}
            path={map.areaPaths.get(area.id)}
          />
        ))}
      </g>
      {pattern === undefined ? null : (
        <use class="app-map__overlay" href={`#${shapesId}`} fill={`url(#${pattern}-large)`} />
      )}
    </g>
  );
}

type AreaShapeProps = { area: MapArea; mapClass: MapClass; path: string | undefined };

function AreaShape({ area, mapClass, path }: AreaShapeProps) {
  if (path === undefined) return null;
  const note = area.note === undefined ? '' : `, ${area.note}`;
  return (
    <path data-area={area.id} d={path}>
      <title>{`${area.name}: ${mapClass.label}${note}`}</title>
    </path>
  );
}
