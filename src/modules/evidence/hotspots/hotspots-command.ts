import type { Command } from '#core/command-line/command.ts';
import { amountOf, amountWith } from '../figures/number-words.ts';
import { drawMap, type MappedArea } from './draw-map.ts';
import { monthsWithin } from './ground.ts';
import { mapOptions, mapUsage, readMapOptions } from './map-command-options.ts';
import { readCommandGround } from './read-command-ground.ts';

/** Where one crime type gathers, area by area. */
export const hotspotsCommand: Command = {
  name: 'hotspots',
  usage: mapUsage,
  summary: 'Tells where incidents of a crime type gather, and how sure that is (Getis-Ord Gi*).',
  isForExisting: true,
  options: mapOptions,
  async run(context) {
    const order = readMapOptions(context);
    const ground = await readCommandGround(context, order, 0);
    for (const sentence of leftOutSentences(ground)) context.say(sentence);
    const areas = await drawMap(ground, monthsWithin(ground, order.from, order.to), order);
    return { json: areas, sentences: asSentences(areas) };
  },
};

/** What a map leaves out, for people. */
export function leftOutSentences({
  withoutBoundary,
}: {
  withoutBoundary: readonly string[];
}): string[] {
  return withoutBoundary.length === 0
    ? []
    : [
        `${amountWith(withoutBoundary.length, 'area', { one: 'has', more: 'have' })} no boundary loaded and ${withoutBoundary.length === 1 ? 'is' : 'are'} left out.`,
      ];
}

function asSentences(areas: readonly MappedArea[]): string[] {
  const hot = areas.filter((area) => area.class === 'hot');
  const cold = areas.filter((area) => area.class === 'cold').length;
  return [
    `${amountOf(areas.length, 'area')}: ${hot.length} hot, ${cold} cold. Of those flagged, on average at most 1 in 20 is a false alarm.`,
    ...hot
      .toSorted((one, other) => other.count - one.count)
      .map(({ code, name, count, q }) => `  ${code} ${name}: ${count} (q ${(q ?? 1).toFixed(4)})`),
  ];
}
