import { keepWork, type TakeWork } from './kept-work.ts';
import type { HotspotMap } from './read-map.ts';

/** How the map of a key is come by. */
export type TakeMap = TakeWork<HotspotMap | undefined>;

/** The maps asked for last: drawing one takes a second or two, showing it again nothing. */
const maps = keepWork<HotspotMap | undefined>({
  busy: 'Many maps are being drawn. Wait a minute, then ask for yours again.',
  changed: 'This map has to be drawn again, because its data changed. Open it once more.',
});

export const drawOnce: TakeMap = maps.workOnce;
export const takeDrawn: TakeMap = maps.takeDone;
