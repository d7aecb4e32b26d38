import { showPickedArea } from './picked-area.ts';
import type { InteractiveMap } from './interactive-map.ts';

const opening = 'Opening the interactive map…';
const failed =
  'The interactive map could not be opened. The drawn map and the table show the same.';

/** Makes the areas of every drawn map on the page ones to pick, and offers the interactive map. */
export function startAreaMaps(): void {
  for (const sheet of document.querySelectorAll<HTMLElement>('[data-map]')) startAreaMap(sheet);
}

function startAreaMap(sheet: HTMLElement): void {
  const controls = sheet.querySelector<HTMLElement>('[data-map-controls]');
  const frame = sheet.querySelector<HTMLElement>('[data-map-frame]');
  const picture = frame?.querySelector<SVGElement>('[data-map-picture]');
  if (controls === null || frame === null || !picture) return;
  let interactive: InteractiveMap | undefined;
  let picked = sheet.dataset['mapPick'];
  const mark = (area: string) => {
    markOnPicture(picture, area);
    interactive?.mark(area);
  };
  const pick = (area: string) => {
    picked = area;
    mark(area);
    showPickedArea(sheet, area);
  };

  sheet.classList.add('app-map__sheet--live');
  controls.hidden = false;
  picture.addEventListener('click', ({ target }) => {
    const area = target instanceof Element ? target.closest<SVGElement>('[data-area]') : null;
    if (area?.dataset['area'] !== undefined) pick(area.dataset['area']);
  });
  for (const event of ['focusin', 'pointerover']) {
    document.addEventListener(event, ({ target }) => {
      const area = findAreaOfRow(sheet.id, target);
      if (area !== undefined) mark(area);
    });
  }

  if (picked !== undefined) pick(picked);

  const show = (isOpen: boolean) => {
    sheet.classList.toggle('app-map__sheet--open', isOpen);
    picture.toggleAttribute('hidden', isOpen);
    for (const part of controls.querySelectorAll<HTMLElement>('[data-map-opened]'))
      part.hidden = !isOpen;
    for (const part of controls.querySelectorAll<HTMLElement>('[data-map-closed]'))
      part.hidden = isOpen;
  };
  const say = (words: string) => {
    const status = controls.querySelector('[data-map-status]');
    if (status !== null) status.textContent = words;
  };
  let isOpening = false;
  const open = async () => {
    if (isOpening || interactive !== undefined) return;
    isOpening = true;
    say(opening);
    try {
      const { openInteractiveMap } = await import('./interactive-map.ts');
      interactive = await openInteractiveMap({ sheet, frame, onPick: pick });
      show(true);
      interactive.fill(picked);
      say('');
    } catch {
      say(failed);
    } finally {
      isOpening = false;
    }
  };
  const close = () => {
    interactive?.close();
    interactive = undefined;
    show(false);
    if (picked !== undefined) mark(picked);
    controls.querySelector<HTMLElement>('[data-map-action="open"]')?.focus();
  };
  const actions: Readonly<Record<string, () => void>> = {
    open: () => void open(),
    close,
    'zoom-in': () => interactive?.zoom(1),
    'zoom-out': () => interactive?.zoom(-1),
    whole: () => interactive?.showEverything(),
  };
  for (const button of controls.querySelectorAll<HTMLElement>('[data-map-action]'))
    button.addEventListener('click', () => actions[button.dataset['mapAction'] ?? '']?.());
}

/** Outlines an area, and rings it: many are too small to be found by their outline. */
function markOnPicture(picture: SVGElement, area: string): void {
  const shape = picture.querySelector<SVGGraphicsElement>(`[data-area="${CSS.escape(area)}"]`);
  picture.querySelector('[data-map-picked]')?.setAttribute('d', shape?.getAttribute('d') ?? '');
  const ring = picture.querySelector('[data-map-ring]');
  // Of a picture that is put aside, no browser knows any size.
  if (shape === null || ring === null || picture.hasAttribute('hidden')) return;
  // Shapes are drawn in tenths of a pixel.
  const { x, y, width, height } = shape.getBBox();
  ring.setAttribute('cx', String((x + width / 2) / 10));
  ring.setAttribute('cy', String((y + height / 2) / 10));
  ring.setAttribute('r', String(Math.max(12, Math.hypot(width, height) / 20 + 4)));
}

/** The area of the row of the table that something is in, if it is in one. */
function findAreaOfRow(mapId: string, target: EventTarget | null): string | undefined {
  const row = target instanceof Element ? target.closest('tr') : null;
  const named = row?.querySelector(`[id^="${CSS.escape(`${mapId}-row-`)}"]`);
  return named?.id.slice(`${mapId}-row-`.length);
}
