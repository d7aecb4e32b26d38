import { precisionSentences } from '#core/places/location-precision.ts';
import {
  fewestMonths,
  placeRules,
  tooFewMonths,
} from '#statistics/places-over-time/place-classes.ts';
import type { PlaceOverTime } from '#statistics/places-over-time/classify-place.ts';
import { amountOf, amountWith, rounded } from '../figures/number-words.ts';
import { listMonthsInWords, spanInWords } from '../figures/period-words.ts';
import { monthsBetween } from '#platform/calendar.ts';
import type { PeriodChange } from './compare-periods.ts';
import { flaggedFrom } from './draw-map.ts';
import type { GroundLevel } from './ground.ts';
import { listUnequalCaveats } from './unequal-areas.ts';
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
  return `${what} in ${map.place.name}, ${mapPeriod(map)}`;
}

/** The loaded months of a map, from the first to the last. */
export function mapPeriod({ span, now }: Pick<HotspotMap, 'span' | 'now'>): string {
  return spanInWords([now[0] ?? span.from, now.at(-1) ?? span.to]);
}

/** How many areas stand out, and how sure that is. */
export function gatherSentence({ areas, ground }: HotspotMap): string {
  const hot = areas.filter((area) => area.class === 'hot').length;
  const cold = areas.filter((area) => area.class === 'cold').length;
  const all = amountOf(areas.length, groundNouns[ground.level]);
  if (hot + cold === 0) {
    return `Around none of the ${all} are there more or fewer incidents than chance would put there. That does not mean that they are spread evenly.`;
  }
  return `Of ${all}, ${hot} ${hot === 1 ? 'has' : 'have'} hot surroundings and ${cold} cold: more, or fewer, in the areas around than chance would put there. On average at most 1 in 20 of the areas so marked is a false alarm.`;
}

/** Which areas have more than before, and how all of them together changed. */
export function changeSentence({ changes, ground, before, now }: HotspotMap): string {
  if (changes === null) {
    return 'Nothing is loaded of the period before, so no change can be told.';
  }
  const more = changes.filter(({ says }) => says === 'more').length;
  const fewer = changes.filter(({ says }) => says === 'fewer').length;
  const all = amountOf(changes.length, groundNouns[ground.level]);
  const earlier = `the ${amountOf(before.length, 'month')} before`;
  const whole = `All together: ${wholeChangeInWords(changes, { before, now })}.`;
  if (more + fewer === 0) {
    return `In none of the ${all} can a change from ${earlier} be told from chance. ${whole}`;
  }
  return `Of ${all}, ${more} ${more === 1 ? 'has' : 'have'} more incidents a month than in ${earlier} and ${fewer} fewer, beyond chance. On average at most 1 in 20 of the areas so marked is a false alarm. ${whole}`;
}

function wholeChangeInWords(
  changes: readonly PeriodChange[],
  months: Pick<HotspotMap, 'before' | 'now'>,
): string {
  const before = changes.reduce((sum, change) => sum + change.before, 0);
  const now = changes.reduce((sum, change) => sum + change.now, 0);
  const counts = `${now.toLocaleString('en-GB')} in ${amountOf(months.now.length, 'month')}, and ${before.toLocaleString('en-GB')} in ${amountOf(months.before.length, 'month')} before`;
  if (before === 0) return counts;
  const ratio = (now * months.before.length) / (before * months.now.length);
  return `${counts}, ${timesInWords(ratio)} times as many a month`;
}

/** "2.10 times (1.40 to 3.20)": always as many places, so that a column of them can be compared. */
export function ratioInWords({
  ratio,
  lower,
  upper,
}: Pick<PeriodChange, 'ratio' | 'lower' | 'upper'>): string {
  if (ratio === null || upper === null) return fromNoneInWords(lower);
  return `${timesInWords(ratio)} times (${timesInWords(lower)} to ${timesInWords(upper)})`;
}

/** "at least 7.60 times": of none before only the lower end of the interval says anything, where it says a rise. */
export function fromNoneInWords(lower: number): string {
  return lower > 1 ? `at least ${timesInWords(lower)} times` : 'none before';
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

/** What became of every incident of the months: on the map, without a place, or elsewhere. */
function accountSentences({ placeCode }: MapQuery, map: HotspotMap): string[] {
  const { vague, areas, current } = map;
  if (vague.of === 0) return [];
  const share = rounded(vague.of === 0 ? 0 : (100 * vague.count) / vague.of);
  if (placeCode !== undefined) {
    if (vague.count === 0) {
      return [`Every incident that ${current.force} reported in these months has a place.`];
    }
    return [
      `${vague.count.toLocaleString('en-GB')} of the ${amountOf(vague.of, 'incident')} that ${current.force} reported in these months (${share}%) ${vague.count === 1 ? 'has' : 'have'} no place, and could be in any district.`,
    ];
  }
  const elsewhere = vague.of - vague.count - areas.reduce((sum, { count }) => sum + count, 0);
  return [
    vague.count === 0
      ? 'Every incident of these months has a place.'
      : `${amountOf(vague.count, 'incident')} of these months (${share}%) ${vague.count === 1 ? 'has no place and is' : 'have no place and are'} on no map.`,
    ...(elsewhere === 0
      ? []
      : [
          `${amountOf(elsewhere, 'incident')} that ${current.force} reported ${elsewhere === 1 ? 'lies' : 'lie'} outside the areas of this map and ${elsewhere === 1 ? 'is' : 'are'} not counted.`,
        ]),
  ];
}

/** Police types that hold violence in homes. */
function isViolence({ crimeType }: MapQuery): boolean {
  return crimeType === undefined || crimeType.startsWith('Violence');
}

/** With so many permutations p cannot be smaller, so that false discovery control needs several at the smallest. */
function fewestFlagged({ areas, permutations }: HotspotMap): number {
  const tested = areas.filter(({ p }) => p !== null).length;
  return Math.max(1, Math.ceil((tested * 2) / (permutations + 1) / flaggedFrom));
}

/** What a reader must know of every map. */
export function mapCaveats(query: MapQuery, map: HotspotMap): string[] {
  const { ground, now, permutations } = map;
  const missing = missingMonths(map);
  const areas = groundNouns[ground.level];
  return [
    ...accountSentences(query, map),
    precisionSentences['snapped-point'],
    ...(ground.level === 'hexagon'
      ? [
          'No boundaries are loaded for these incidents, so a grid of hexagons of about 5 km² is laid over the area, and each incident is counted where its published point lies. Nobody’s residents are known in a hexagon.',
        ]
      : []),
    ...(isViolence(query)
      ? [
          'Much of “violence and sexual offences” happens in homes. A map of areas says where help is needed, not who needs it nor what would help.',
        ]
      : []),
    `Surroundings: Getis-Ord Gi* over areas that touch, ${permutations.toLocaleString('en-GB')} conditional permutations from a fixed start, corrected for there being so many areas (the method of Benjamini and Hochberg, at ${flaggedFrom}). What is around an area is tested; its own number may be small. At least ${amountWith(fewestFlagged(map), 'area', { one: 'has', more: 'have' })} to stand out for any to be marked.`,
    'Seasons are not allowed for: a change may be one of the time of year.',
    ...(query.placeCode === undefined
      ? []
      : [
          `Tested within ${map.place.name} alone. Areas across its border are not seen, and what is marked here may not be on the map of the whole.`,
        ]),
    ...(query.value === 'rate'
      ? [
          'Rates are for the residents of an area, and visitors are not among them. Areas without residents loaded are left out.',
        ]
      : []),
    ...listUnequalCaveats(query.value, map.areas),
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
