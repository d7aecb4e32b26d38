import { patternId, patternLineClass, patternPaths, type MapClass } from './map-class.ts';

/** The patterns of the classes, once for the legend and once ten times as large for the areas. */
export function MapPatterns({ mapId, classes }: { mapId: string; classes: readonly MapClass[] }) {
  return (
    <svg class="app-map__patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        {classes.map((mapClass) => (
          <Pattern key={mapClass.id} mapId={mapId} mapClass={mapClass} />
        ))}
      </defs>
    </svg>
  );
}

function Pattern({ mapId, mapClass }: { mapId: string; mapClass: MapClass }) {
  const id = patternId(mapId, mapClass);
  const { pattern = 'plain' } = mapClass;
  if (id === undefined || pattern === 'plain') return null;
  return (
    <>
      <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
        <path
          class={patternLineClass(mapClass)}
          d={patternPaths[pattern]}
          data-pattern={mapClass.id}
        />
      </pattern>
      <pattern id={`${id}-large`} href={`#${id}`} patternTransform="scale(10)" />
    </>
  );
}
