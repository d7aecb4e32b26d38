import { amountOf } from '../figures/number-words.ts';
import { changeSentence, gatherSentence, groundNouns, timeSentence } from './hotspot-words.ts';
import { mapViews, type MapQuery, type MapView } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

/** What a map says, in a sentence for each of its views; that of the view shown comes first. */
export function mapSentences(query: MapQuery, map: HotspotMap): string[] {
  const sentences: Readonly<Record<MapView, string>> = {
    gather: gatherSentence(map),
    count: countSentence(map),
    change: changeSentence(map),
    time: timeSentence(map),
  };
  const { view = 'gather' } = query;
  return [view, ...mapViews.filter((one) => one !== view)].map((view) => sentences[view]);
}

const noRowSentence =
  'No row of this type is loaded for this period. Either none was recorded, or the files do not have it.';

const mostNamed = 3;
const names = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function countSentence({ areas, ground, vague }: HotspotMap): string {
  const all = areas.reduce((sum, { count }) => sum + count, 0);
  if (all === 0 && vague.of === 0) return noRowSentence;
  const none = areas.filter(({ count }) => count === 0).length;
  const most = areas
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostNamed)
    .map(({ name, count }) => `${name} (${count.toLocaleString('en-GB')})`);
  const top = most.length === 0 ? '' : ` The most were in ${names.format(most)}.`;
  return `${amountOf(all, 'incident')} in ${amountOf(areas.length, groundNouns[ground.level])}, ${none} of them without any.${top}`;
}
