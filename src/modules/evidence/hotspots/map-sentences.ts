import { amountOf } from '../figures/number-words.ts';
import {
  changeSentence,
  gatherSentence,
  groundNouns,
  lengthInWords,
  timeSentence,
} from './hotspot-words.ts';
import { mapViews, type MapQuery, type MapView } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

/** What a map says, in a sentence for each of its views; that of the view shown comes first. */
export function mapSentences(query: MapQuery, map: HotspotMap): string[] {
  const sentences: Readonly<Record<MapView, string>> = {
    gather: gatherSentence(map),
    count: countSentence(map),
    change: changeSentence(map, lengthInWords(query)),
    time: timeSentence(map),
  };
  const { view = 'gather' } = query;
  return [view, ...mapViews.filter((one) => one !== view)].map((view) => sentences[view]);
}

function countSentence({ areas, ground }: HotspotMap): string {
  const all = areas.reduce((sum, { count }) => sum + count, 0);
  const none = areas.filter(({ count }) => count === 0).length;
  const most = areas.toSorted((a, b) => b.count - a.count)[0];
  const top =
    most === undefined || most.count === 0
      ? ''
      : ` The most, ${most.count.toLocaleString('en-GB')}, were in ${most.name}.`;
  return `${amountOf(all, 'incident')} in ${amountOf(areas.length, groundNouns[ground.level])}, ${none} of them without any.${top}`;
}
