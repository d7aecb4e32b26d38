import type { Command } from '#core/command-line/command.ts';
import type { MapScore } from '#statistics/back-test/map-score.ts';
import { stopOnInterrupt } from '#core/command-line/stop-on-interrupt.ts';
import { compareMaps } from '#statistics/back-test/compare-maps.ts';
import { backTestMonths, mostTrailingMonths, type TestedMonth } from './back-test-months.ts';
import { comparisonSentence } from './back-test-words.ts';
import { monthsWithin } from './ground.ts';
import { leftOutSentences } from './hotspots-command.ts';
import { mapOptions, mapUsage, readMapOptions } from './map-command-options.ts';
import { readCommandGround } from './read-command-ground.ts';

/** Whether the maps would have been right, month by month. */
export const backtestCommand: Command = {
  name: 'backtest',
  usage: mapUsage,
  summary: 'Tells for each month whether a map drawn before it would have caught what happened.',
  isForExisting: true,
  options: mapOptions,
  async run(context) {
    const order = readMapOptions(context);
    const ground = await readCommandGround(context, order, mostTrailingMonths);
    const ownForce = context.service.profile.areas.policeForce.name;
    for (const sentence of leftOutSentences(ground, ownForce)) context.say(sentence);
    const asked = monthsWithin(ground, order.from, order.to);
    const months = await stopOnInterrupt((signal) =>
      backTestMonths(ground, asked, { ...order, signal }, context.say),
    );
    const comparison = compareMaps(months.map(({ test }) => test));
    return { json: months.map(asJson), sentences: [comparisonSentence(comparison)] };
  },
};

function asJson({ month, trailing, test }: TestedMonth) {
  const { flagged, map, rival, chance } = test;
  return {
    month,
    flagged,
    ...scores(map),
    rival: { months: trailing.length, ...scores(rival) },
    chance,
  };
}

function scores(score: MapScore | null) {
  return {
    hitRate: score?.hitRate.estimate ?? null,
    paiArea: score?.paiArea.estimate ?? null,
    paiCount: score?.paiCount.estimate ?? null,
    pei: score?.pei.estimate ?? null,
  };
}
