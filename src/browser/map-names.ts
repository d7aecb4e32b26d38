import type { FeatureCollection } from 'geojson';
import { Marker, type Map as LibraryMap } from 'maplibre-gl';
import { keepApart, placeName, type Box } from './label-room.ts';
import { boundsOf } from './map-boundaries.ts';

/** A name stands after its dot, unless it has to stand before it. */
export type Town = [name: string, longitude: number, latitude: number, side?: 'before'];
type NamedArea = {
  name: string;
  bounds: [west: number, south: number, east: number, north: number];
};

/** So many steps closer than the whole, areas have names; before, they would only hide the map. */
const closerForAreas = 1.5;

/**
 * Names of towns, and of areas as one zooms in, as parts of the page: no letters have to be fetched, and the
 * reader's own size holds. Towns come first, the first in the list before the others.
 */
export function addNames(
  map: LibraryMap,
  { towns, areas }: { towns: readonly Town[]; areas: FeatureCollection },
): void {
  const townElements = towns.map(([name, longitude, latitude, side]) => {
    const element = makeName(name, 'app-map__marker');
    if (side === 'before') element.classList.add('app-map__marker--before');
    new Marker({ element, anchor: side === 'before' ? 'right' : 'left' })
      .setLngLat([longitude, latitude])
      .addTo(map);
    return element;
  });
  const named = listNamedAreas(areas);
  const whole = boundsOf(areas);
  const shown = new Map<NamedArea, Marker>();
  const arrangeTowns = () => {
    const boxes = townElements.map((element) => boxOn(map, element));
    const kept = keepApart(boxes);
    townElements.forEach((element, index) =>
      element.classList.toggle('app-map__marker--covered', kept[index] !== true),
    );
    return boxes.filter((_, index) => kept[index]);
  };
  const arrange = () => {
    const taken = arrangeTowns();
    const wanted = isCloseEnough(map, whole) ? placeNames(map, named) : [];
    const kept = keepApart([...taken, ...wanted.map(({ box }) => box)]).slice(taken.length);
    const next = new Set(wanted.flatMap(({ area }, index) => (kept[index] ? area : [])));
    for (const [area, marker] of shown) {
      if (next.has(area)) continue;
      marker.remove();
      shown.delete(area);
    }
    for (const area of next) {
      if (shown.has(area)) continue;
      const [west, south, east, north] = area.bounds;
      const element = makeName(area.name, 'app-map__area-name');
      const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
      shown.set(area, new Marker({ element }).setLngLat(middle).addTo(map));
    }
  };
  map.on('moveend', arrange);
  map.on('zoom', arrangeTowns);
  map.on('resize', arrange);
  arrange();
}

function placeNames(map: LibraryMap, areas: readonly NamedArea[]) {
  const { clientWidth, clientHeight } = map.getContainer();
  const view = { left: 0, top: 0, right: clientWidth, bottom: clientHeight };
  return areas.flatMap((area) => {
    const [west, south, east, north] = area.bounds;
    const [topLeft, bottomRight] = [map.project([west, north]), map.project([east, south])];
    const onScreen = {
      left: topLeft.x,
      top: topLeft.y,
      right: bottomRight.x,
      bottom: bottomRight.y,
    };
    const box = placeName(area.name, onScreen, view);
    return box === undefined ? [] : [{ area, box }];
  });
}

function isCloseEnough(map: LibraryMap, whole: NamedArea['bounds']): boolean {
  const zoom = map.cameraForBounds(whole)?.zoom;
  return zoom !== undefined && map.getZoom() >= zoom + closerForAreas;
}

function listNamedAreas({ features }: FeatureCollection): NamedArea[] {
  return features.flatMap((feature) => {
    const name: unknown = feature.properties?.['name'];
    if (typeof name !== 'string' || name === '') return [];
    return { name, bounds: boundsOf({ type: 'FeatureCollection', features: [feature] }) };
  });
}

/** Where an element stands, from the corner of the map. */
function boxOn(map: LibraryMap, element: HTMLElement): Box {
  const corner = map.getContainer().getBoundingClientRect();
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return {
    left: left - corner.left,
    top: top - corner.top,
    right: right - corner.left,
    bottom: bottom - corner.top,
  };
}

function makeName(name: string, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = name;
  element.setAttribute('aria-hidden', 'true');
  return element;
}
