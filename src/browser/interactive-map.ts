import { Map as LibraryMap, setWorkerUrl } from 'maplibre-gl';
import { boundsOf, fetchBoundaries } from './map-boundaries.ts';
import { readDrawnClasses, readHighlighted } from './map-classes.ts';
import { addLayers, areaLayer, isArea } from './map-layers.ts';
import { findBorders } from './map-borders.ts';
import { addNames, type Town } from './map-names.ts';

export type InteractiveMap = {
  /** Outlines an area. */
  mark: (area: string) => void;
  zoom: (steps: 1 | -1) => void;
  showEverything: () => void;
  /** Takes the place that it has now, and the keyboard; begins at an area where one is picked. */
  fill: (picked: string | undefined) => void;
  close: () => void;
};

type Opening = { sheet: HTMLElement; frame: HTMLElement; onPick: (area: string) => void };

const sentences = {
  'CooperativeGesturesHandler.WindowsHelpText': 'Hold Ctrl and scroll to zoom',
  'CooperativeGesturesHandler.MacHelpText': 'Hold ⌘ and scroll to zoom',
  'CooperativeGesturesHandler.MobileHelpText': 'Move the map with two fingers',
};
/** In pixels, with room on the right for the names of towns. */
const padding = { top: 16, bottom: 16, left: 16, right: 56 };
/** How near the map begins where an area is picked: with what is around it. */
const nearest = 13;
/** How long the map may take to draw, in milliseconds, before the drawn one has to do. */
const patience = 30_000;

/**
 * Draws the map behind the drawn one and gives it back when it is whole. Rejects where the browser cannot draw
 * it or the boundaries do not come; then nothing on the page has changed.
 */
export async function openInteractiveMap({
  sheet,
  frame,
  onPick,
}: Opening): Promise<InteractiveMap> {
  const { mapAreas = '', mapTowns = '[]', mapTiles, mapAttribution = '' } = sheet.dataset;
  const [areas] = await Promise.all([fetchBoundaries(mapAreas), loadStyles()]);
  const bounds = boundsOf(areas);
  const container = makeContainer(frame);
  let map: LibraryMap | undefined;
  const close = () => {
    map?.remove();
    container.remove();
  };
  try {
    setWorkerUrl(new URL(MAP_WORKER_FILE, import.meta.url).href);
    map = new LibraryMap({
      container,
      style: { version: 8, sources: {}, layers: [] },
      bounds,
      fitBoundsOptions: { padding },
      maxZoom: 17,
      attributionControl: mapTiles === undefined ? false : { compact: false },
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      locale: { 'Map.Title': `Interactive map: ${titleOf(frame)}`, ...sentences },
    });
    await happens(map, 'style.load');
    addLayers(map, {
      areas,
      borders: findBorders(areas),
      classes: readDrawnClasses(sheet),
      highlighted: readHighlighted(sheet),
      tiles:
        mapTiles === undefined ? undefined : { address: mapTiles, attribution: mapAttribution },
    });
    await happens(map, 'idle');
  } catch (problem) {
    close();
    throw problem;
  }
  const drawn = map;
  drawn.touchZoomRotate.disableRotation();
  drawn.keyboard.disableRotation();
  drawn.getCanvas().setAttribute('aria-describedby', `${sheet.id}-keys`);
  addNames(drawn, { areas, towns: JSON.parse(mapTowns) as Town[] });
  listenForPicks(drawn, onPick);
  return {
    mark: (area) => void drawn.setFilter('picked', isArea(area)),
    zoom: (steps) => void drawn.zoomTo(drawn.getZoom() + steps),
    showEverything: () => void drawn.fitBounds(bounds, { padding }),
    fill: (picked) => {
      container.classList.remove('app-map__canvas--waiting');
      drawn.resize();
      const features = areas.features.filter(({ properties }) => properties?.['code'] === picked);
      const isPicked = picked !== undefined && features.length > 0;
      const around = isPicked ? boundsOf({ ...areas, features }) : bounds;
      drawn.fitBounds(around, { padding, animate: false, ...(isPicked && { maxZoom: nearest }) });
      if (isPicked) drawn.setFilter('picked', isArea(picked));
      drawn.getCanvas().focus({ preventScroll: true });
    },
    close,
  };
}

/** Waits for an event of the map. Rejects when the map says that something failed, or says nothing for long. */
async function happens(map: LibraryMap, event: 'style.load' | 'idle'): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = window.setTimeout(() => reject(new Error('The map did not draw.')), patience);
    map.once(event, () => {
      window.clearTimeout(timer);
      resolve();
    });
    map.once('error', ({ error }) => reject(error));
  });
}

function listenForPicks(map: LibraryMap, onPick: (area: string) => void): void {
  const pickAt = (x: number, y: number) => {
    const [found] = map.queryRenderedFeatures([x, y], { layers: [areaLayer] });
    const code: unknown = found?.properties['code'];
    if (typeof code === 'string') onPick(code);
  };
  map.on('click', ({ point }) => pickAt(point.x, point.y));
  map.on('mouseenter', areaLayer, () => map.getCanvas().classList.add('app-map__canvas--over'));
  map.on('mouseleave', areaLayer, () => map.getCanvas().classList.remove('app-map__canvas--over'));
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const { clientWidth, clientHeight } = map.getContainer();
    pickAt(clientWidth / 2, clientHeight / 2);
  });
}

function makeContainer(frame: HTMLElement): HTMLElement {
  const container = document.createElement('div');
  container.className = 'app-map__canvas app-map__canvas--waiting';
  frame.append(container);
  const cross = document.createElement('div');
  cross.className = 'app-map__cross';
  container.append(cross);
  return container;
}

function titleOf(frame: HTMLElement): string {
  return frame.querySelector('title')?.textContent ?? '';
}

/** The library's own styles, once on a page, and only where its map is opened. */
async function loadStyles(): Promise<void> {
  const href = new URL(MAP_STYLES_FILE, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`) !== null) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  await new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => reject(new Error('The styles of the map did not come.')));
    document.head.append(link);
  });
}
