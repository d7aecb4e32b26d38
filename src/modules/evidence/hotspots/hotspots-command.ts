import type { Command, CommandContext, CommandResult } from '#core/command-line/command.ts';
import { stopOnInterrupt } from '#core/command-line/stop-on-interrupt.ts';
import { amountOf, amountWith } from '../figures/number-words.ts';
import { listMonthsInWords } from '../figures/period-words.ts';
import { drawMap, flaggedFrom, type MappedArea, type MapSettings } from './draw-map.ts';
import { monthsWithin, type Ground } from './ground.ts';
import { mapOptions, mapUsage, readMapOptions, type CommandOrder } from './map-command-options.ts';
import { readCommandGround } from './read-command-ground.ts';
import { listUnequalCaveats } from './unequal-areas.ts';

/** Where one crime type gathers, area by area. */
export const hotspotsCommand: Command = {
  name: 'hotspots',
  usage: mapUsage,
  summary: 'Tells where incidents of a crime type gather, and how sure that is (Getis-Ord Gi*).',
  isForExisting: true,
  options: mapOptions,
  async run(context) {
    const order = readMapOptions(context);
    return stopOnInterrupt((signal) => tellHotspots(context, { ...order, signal }));
  },
};

async function tellHotspots(
  context: CommandContext,
  order: CommandOrder & MapSettings,
): Promise<CommandResult> {
  const ground = await readCommandGround(context, order, 0);
  const ownForce = context.service.profile.areas.policeForce.name;
  for (const sentence of leftOutSentences(ground, ownForce)) context.say(sentence);
  const months = monthsWithin(ground, order.from, order.to);
  let told = 0;
  const areas = await drawMap(ground, months, order, (share) => {
    if (share < told + 0.1) return;
    told = share;
    context.say(`${Math.floor(100 * share)}% of the permutations`);
  });
  for (const sentence of listUnequalCaveats(order.value, areas)) context.say(sentence);
  return { json: areas, sentences: asSentences(areas, order.permutations) };
}

const lists = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What a map leaves out, and whose incidents it counts where that is not the partnership’s own force alone. */
export function leftOutSentences(
  { withoutBoundary, forces, strays = [], months, monthsLeftOut }: Ground,
  ownForce: string,
): string[] {
  const isOne = withoutBoundary.length === 1;
  const every = [...months, ...monthsLeftOut].toSorted();
  return [
    ...(withoutBoundary.length === 0
      ? []
      : [
          `${amountWith(withoutBoundary.length, 'area', { one: 'has', more: 'have' })} no boundary loaded and ${isOne ? 'is' : 'are'} left out.`,
        ]),
    ...(forces.every((force) => force === ownForce)
      ? []
      : [
          `Counted: what ${lists.format(forces)} reported. An area of a force that is not loaded cannot be told from one where nothing happened.`,
        ]),
    ...strays.map(
      ({ force, count }) =>
        `Not counted: ${amountOf(count, 'incident')} that ${force} reported in these areas, because in no district here did it report the most.`,
    ),
    ...(monthsLeftOut.length === 0
      ? []
      : [
          `Left out, because not all of these forces have them loaded: ${listMonthsInWords(monthsLeftOut, every)}.`,
        ]),
  ];
}

function asSentences(areas: readonly MappedArea[], permutations: number): string[] {
  const hot = areas.filter((area) => area.class === 'hot');
  const cold = areas.filter((area) => area.class === 'cold').length;
  const incidents = areas.reduce((sum, { count }) => sum + count, 0);
  return [
    `${amountOf(areas.length, 'area')} with ${amountOf(incidents, 'incident')}: ${hot.length} hot, ${cold} cold.${hot.length + cold === 0 ? '' : ' Of those flagged, on average at most 1 in 20 is a false alarm.'}`,
    ...tooFewPermutations(areas, permutations),
    ...hot
      .toSorted((one, other) => other.count - one.count)
      .map(({ code, name, count, q }) => `  ${code} ${name}: ${count} (q ${(q ?? 1).toFixed(4)})`),
  ];
}

/** With few permutations of many areas, false discovery control can flag next to nothing: how many it takes. */
function tooFewPermutations(areas: readonly MappedArea[], permutations: number): string[] {
  const tested = areas.filter(({ p }) => p !== null).length;
  const needed = Math.ceil((tested * 2) / (permutations + 1) / flaggedFrom);
  if (needed <= 5) return [];
  return [
    `With ${permutations.toLocaleString('en-GB')} permutations, at least ${needed} areas have to be as far out as can be measured before any is flagged. Ask for more with --permutations, or for fewer areas with --within.`,
  ];
}
