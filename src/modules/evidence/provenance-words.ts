import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { Service } from '#core/service.ts';
import { amountOf, rounded } from './figures/number-words.ts';
import { listMonthsInWords, spanInWords } from './figures/period-words.ts';
import type { Trend } from './figures/trend.ts';
import type { CurrentSource } from './incident-counts/incident-source-store.ts';

/** Where figures come from, in words, for the small print under every one of them. */
export function sourceWords({ source, force }: Pick<CurrentSource, 'source' | 'force'>): string {
  return source === 'police'
    ? `data.police.uk, street-level crime reported by ${force}. Contains public sector information licensed under the Open Government Licence v3.0`
    : 'Demonstration incidents. They are invented and say nothing about any real place';
}

/** Police categories are not the partnership's definition, and no figure may look as if they were. */
export function definitionWords({ definition }: PartnershipProfile): string {
  return `Crime types as the police publish them. They are not serious violence as the partnership defines it (${definition.label})`;
}

/** What a reader must know of any figure made from the incidents that are loaded. */
export function sourceCaveats(current: CurrentSource): string[] {
  const { rows, rowsWithoutLocation, force, districtsFrom } = current;
  const share = rows === 0 ? 0 : (100 * rowsWithoutLocation) / rows;
  return [
    `Only what ${force} reported is counted, and only where it lies in the partnership’s districts.`,
    `${rounded(share)}% of the loaded rows have no location and are in no district.`,
    ...(districtsFrom === 'names'
      ? [
          'Districts are told by the names of small areas, because no lookup of their codes is loaded.',
        ]
      : []),
  ];
}

/** What is missing of the months of a trend, and what its comparisons do not allow for. */
export function trendCaveats(trend: Trend, withdrawn: readonly string[]): string[] {
  const { months, values, choice, years, monthsLeftOut } = trend;
  const missing = months.filter((_, index) => values[index] === null);
  const takenBack = months.filter((month) => withdrawn.includes(month));
  const baseline = 'chart' in choice && choice.kind !== 'gaps' ? choice.chart.baseline.points : 12;
  const unit = choice.kind === 'longer-periods' ? 'period' : 'month';
  return [
    'Seasons are not allowed for.',
    ...(missing.length === 0
      ? []
      : [`Not known: ${listMonthsInWords(missing, months)}. A missing month is not a zero.`]),
    ...(takenBack.length === 0
      ? []
      : [`Withdrawn, so not counted: ${listMonthsInWords(takenBack, months)}.`]),
    ...(monthsLeftOut === 0
      ? []
      : [
          `${amountOf(monthsLeftOut, 'loaded month')} before ${spanInWords(months.slice(0, 1))} lie too far back to be compared and are left out.`,
        ]),
    ...(baseline < 12
      ? [`The limits rest on ${amountOf(baseline, unit)}, so they are rough until there are 12.`]
      : []),
    ...(years === undefined
      ? []
      : [
          'The two years are compared as if no incident were connected with another. Where one event brings several, the comparison looks surer than it is.',
        ]),
  ];
}

/** What to know of figures for small areas, from how many incidents had to be carried to them. */
export function carriedCaveats(carried: number, marked: number): string[] {
  return [
    ...(carried === 0
      ? []
      : [
          `${amountOf(carried, 'incident')} published under areas of 2011 ${carried === 1 ? 'is' : 'are'} counted in the areas of 2021 that these became.`,
        ]),
    ...(marked === 0
      ? []
      : [
          `${amountOf(marked, 'incident')} ${marked === 1 ? 'is' : 'are'} marked: in the area of 2011 that was split, or not placed by any loaded lookup. ${marked === 1 ? 'It is' : 'They are'} in no smaller area.`,
        ]),
  ];
}

/** Invented figures say so; real ones say that the invented are out of sight. */
export function noticeFor(
  { demonstration }: Pick<Service, 'demonstration'>,
  { source }: Pick<CurrentSource, 'source'>,
): string | undefined {
  if (source === 'demonstration') {
    return 'These figures are invented for the demonstration. They say nothing about any real place.';
  }
  if (demonstration === undefined) return undefined;
  return 'Real police data is loaded, so the demonstration’s invented incidents are left out of every figure.';
}
