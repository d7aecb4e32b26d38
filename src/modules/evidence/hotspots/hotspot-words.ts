import { precisionSentences } from '#core/places/location-precision.ts';
import {
  fewestMonths,
  placeRules,
  tooFewMonths,
} from '#statistics/places-over-time/place-classes.ts';
import type { PlaceOverTime } from '#statistics/places-over-time/classify-place.ts';
import { amountOf, rounded } from '../figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '../figures/period-words.ts';
import { monthsBetween } from '#platform/calendar.ts';
import type { PeriodChange } from './compare-periods.ts';
import { flaggedFrom } from './draw-map.ts';
import type { GroundLevel } from './ground.ts';
import type { MapQuery } from './map-query.ts';
import { missingMonths, type HotspotMap } from './read-map.ts';

/** "all 354 LSOAs" is made of one of these. */
export const groundNouns: Readonly<Record<GroundLevel, string>> = {
  lsoa21: 'small area',
  msoa21: 'MSOA',
  ward: 'ward',
  district: 'district',
  hexagon: 'hexagon',
};

/** "Violence and sexual offences in Harbourshire, October 2024 to September 2025". */
export function mapHeading(query: Pick<MapQuery, 'crimeType'>, map: HotspotMap): string {
  const what = query.crimeType ?? 'All recorded crime and anti-social behaviour';
  return `${what} in ${map.place.name}, ${spanInWords([map.span.from, map.span.to])}`;
}

/** How many areas stand out, and how sure that is. */
export function gatherSentence({ areas, ground }: HotspotMap): string {
  const hot = areas.filter((area) => area.class === 'hot').length;
  const cold = areas.filter((area) => area.class === 'cold').length;
  const all = amountOf(areas.length, groundNouns[ground.level]);
  if (hot + cold === 0) {
    return `None of the ${all} can be told from chance. That does not mean that incidents are spread evenly: the table begins with those that come nearest.`;
  }
  return `Of ${all}, ${hot} ${hot === 1 ? 'is' : 'are'} hot and ${cold} cold by what is around ${hot + cold === 1 ? 'it' : 'them'}. On average at most 1 in 20 of such calls is a false alarm.`;
}

/** Which areas have more than before. */
export function changeSentence({ changes, ground }: HotspotMap, lengthInWords: string): string {
  if (changes === null) {
    return `Nothing is loaded of the ${lengthInWords} before, so no change can be told.`;
  }
  const more = changes.filter(({ says }) => says === 'more').length;
  const fewer = changes.filter(({ says }) => says === 'fewer').length;
  const all = amountOf(changes.length, groundNouns[ground.level]);
  if (more + fewer === 0) {
    return `In none of the ${all} can a change from the ${lengthInWords} before be told from chance.`;
  }
  return `Of ${all}, ${more} ${more === 1 ? 'has' : 'have'} more incidents than in the ${lengthInWords} before and ${fewer} fewer, beyond chance. On average at most 1 in 20 of such calls is a false alarm.`;
}

/** "2.10 times (1.40 to 3.20)": always as many places, so that a column of them can be compared. */
export function ratioInWords({ ratio, lower, upper }: PeriodChange): string {
  if (ratio === null || upper === null) return 'none before';
  return `${timesInWords(ratio)} times (${timesInWords(lower)} to ${timesInWords(upper)})`;
}

/** "0.98", "14". */
export function timesInWords(ratio: number): string {
  return ratio.toFixed(ratio < 10 ? 2 : 0);
}

export const changeWords = { more: 'More', fewer: 'Fewer', 'cannot-tell': 'Cannot tell' } as const;
export const classWords = { hot: 'Hot', cold: 'Cold', none: 'Cannot tell' } as const;

/** What has become of a place, in a word or two. */
export function placeInWords(found: PlaceOverTime['class']): string {
  return (placeRules.find((rule) => rule.class === found) ?? tooFewMonths).title;
}

/** What has become of the areas. */
export function timeSentence({ places, now, ground }: HotspotMap): string {
  if (now.length < fewestMonths) {
    return `${amountOf(now.length, 'month')} ${now.length === 1 ? 'is' : 'are'} too few to tell what becomes of a place; ${fewestMonths} are needed.`;
  }
  const everHot = places.filter((place) => place.hot > 0);
  if (everHot.length === 0) {
    return `In none of the ${amountOf(now.length, 'month')}, each by itself, is any ${groundNouns[ground.level]} hot.`;
  }
  const classes = ['new', 'intensifying', 'persistent', 'diminishing', 'sporadic'] as const;
  const parts = classes.flatMap((name) => {
    const many = everHot.filter((place) => place.class === name).length;
    return many === 0 ? [] : [`${many} ${placeInWords(name).toLowerCase()}`];
  });
  return `${amountOf(everHot.length, groundNouns[ground.level])} ${everHot.length === 1 ? 'was' : 'were'} hot in at least one of the ${amountOf(now.length, 'month')}: ${parts.join(', ')}.`;
}

/** "12 months". */
export function lengthInWords({ months }: Pick<MapQuery, 'months'>): string {
  return amountOf(months, 'month');
}

/** What a reader must know of every map. */
export function mapCaveats(query: MapQuery, map: HotspotMap): string[] {
  const { ground, vague, now, permutations } = map;
  const missing = missingMonths(map);
  const share = vague.of === 0 ? 0 : (100 * vague.count) / vague.of;
  const areas = groundNouns[ground.level];
  return [
    `${amountOf(vague.count, 'incident')} of these months (${rounded(share)}%) ${vague.count === 1 ? 'has' : 'have'} no place, or none that is close enough, and ${vague.count === 1 ? 'is' : 'are'} on no map.`,
    precisionSentences['snapped-point'],
    ...(ground.level === 'hexagon'
      ? [
          'No boundaries are loaded for these incidents, so a grid of hexagons of about 5 km² is laid over the area, and each incident is counted where its published point lies. Nobody’s residents are known in a hexagon.',
        ]
      : []),
    'Much of “violence and sexual offences” happens in homes. A map of areas says where help is needed, not who needs it nor what would help.',
    `Hot and cold: Getis-Ord Gi* over areas that touch, ${permutations.toLocaleString('en-GB')} conditional permutations from a fixed start, Benjamini–Hochberg at ${flaggedFrom}. An area is flagged for what is around it too: its own number may be small.`,
    ...(query.value === 'rate'
      ? [
          'Rates are for the residents of an area, and visitors are not among them. Areas without residents loaded are left out.',
        ]
      : []),
    ...(missing.length === 0
      ? []
      : [
          `Not loaded: ${listMonthsInWords(missing, monthsBetween(map.span.from, map.span.to))}. A missing month is not a zero; ${amountOf(now.length, 'month')} ${now.length === 1 ? 'is' : 'are'} counted.`,
        ]),
    ...(map.changes === null || map.before.length === query.months
      ? []
      : [
          `Only ${amountOf(map.before.length, 'month')} of the period before ${map.before.length === 1 ? 'is' : 'are'} loaded; the change compares months with months.`,
        ]),
    ...(ground.withoutBoundary.length === 0
      ? []
      : [
          `${amountOf(ground.withoutBoundary.length, areas)} without a loaded boundary ${ground.withoutBoundary.length === 1 ? 'is' : 'are'} left out.`,
        ]),
  ];
}
