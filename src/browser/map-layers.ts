import type { Feature, FeatureCollection, MultiLineString } from 'geojson';
import type { FilterSpecification, LayerSpecification, Map as LibraryMap } from 'maplibre-gl';
import { tileRatio, type DrawnClass } from './map-classes.ts';

type MapContent = {
  areas: FeatureCollection;
  borders: Feature<MultiLineString> | undefined;
  classes: readonly DrawnClass[];
  highlighted: readonly string[];
  tiles: { address: string; attribution: string } | undefined;
};

const ink = '#0b0c0c';

/** The layers that areas can be picked in. */
export const areaLayer = 'areas';

export const isArea = (code: string): FilterSpecification => ['==', ['get', 'code'], code];

const isOneOf = (codes: readonly string[]): FilterSpecification => [
  'in',
  ['get', 'code'],
  ['literal', [...codes]],
];

/** Adds the classes of the drawn map as layers, in its order, and over them borders and the picked area. */
export function addLayers(
  map: LibraryMap,
  { areas, borders, classes, highlighted, tiles }: MapContent,
): void {
  if (tiles !== undefined) {
    const { address, attribution } = tiles;
    map.addSource('tiles', { type: 'raster', tiles: [address], tileSize: 256, attribution });
    map.addLayer({ id: 'tiles', type: 'raster', source: 'tiles' });
  }
  map.addSource('areas', { type: 'geojson', data: areas });
  map.addLayer({
    id: areaLayer,
    type: 'fill',
    source: 'areas',
    paint: { 'fill-color': '#fff', 'fill-opacity': 0 },
  });
  for (const drawn of classes)
    for (const layer of layersOf(map, drawn, tiles ? 0.7 : 1)) map.addLayer(layer);
  if (borders !== undefined) {
    map.addSource('borders', { type: 'geojson', data: borders });
    map.addLayer({
      id: 'borders',
      type: 'line',
      source: 'borders',
      paint: { 'line-color': ink, 'line-width': 1.5 },
    });
  }
  map.addLayer({
    id: 'highlight',
    type: 'line',
    source: 'areas',
    filter: isOneOf(highlighted),
    paint: { 'line-color': ink, 'line-width': 2.5, 'line-dasharray': [2, 1.2] },
  });
  map.addLayer({
    id: 'picked',
    type: 'line',
    source: 'areas',
    filter: isArea(''),
    paint: { 'line-color': ink, 'line-width': 4 },
  });
}

function layersOf(map: LibraryMap, drawn: DrawnClass, opacity: number): LayerSpecification[] {
  const { id, colour, line, areas, pattern } = drawn;
  const common = {
    source: 'areas',
    filter: isOneOf(areas),
  };
  if (pattern !== undefined) map.addImage(id, pattern, { pixelRatio: tileRatio });
  return [
    {
      ...common,
      id: `fill-${id}`,
      type: 'fill',
      paint: { 'fill-color': colour, 'fill-opacity': opacity },
    },
    ...(pattern === undefined
      ? []
      : [
          {
            ...common,
            id: `pattern-${id}`,
            type: 'fill',
            paint: { 'fill-pattern': id },
          } satisfies LayerSpecification,
        ]),
    {
      ...common,
      id: `line-${id}`,
      type: 'line',
      paint: { 'line-color': line.colour, 'line-width': line.width },
    },
  ];
}
