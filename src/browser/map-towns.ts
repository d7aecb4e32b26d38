import { Marker, type Map as LibraryMap } from 'maplibre-gl';

/** Names of towns as parts of the page: no letters have to be fetched, and the reader's own size holds. */
export function addTowns(map: LibraryMap, towns: readonly [string, number, number][]): void {
  const elements = towns.map(([name, longitude, latitude]) => {
    const element = document.createElement('div');
    element.className = 'app-map__marker';
    element.textContent = name;
    element.setAttribute('aria-hidden', 'true');
    new Marker({ element, anchor: 'left' }).setLngLat([longitude, latitude]).addTo(map);
    return element;
  });
  const arrange = () => hideCovered(elements);
  map.on('moveend', arrange);
  map.on('zoom', arrange);
  map.on('resize', arrange);
  arrange();
}

/** The first in the list keep their place; a name that would lie over one of them is not shown. */
function hideCovered(elements: readonly HTMLElement[]): void {
  const taken: DOMRect[] = [];
  for (const element of elements) {
    const box = element.getBoundingClientRect();
    const isFree = taken.every(
      (other) =>
        box.right < other.left ||
        other.right < box.left ||
        box.bottom < other.top ||
        other.bottom < box.top,
    );
    element.classList.toggle('app-map__marker--covered', !isFree);
    if (isFree) taken.push(box);
  }
}
