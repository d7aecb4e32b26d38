import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { Service } from '#core/service.ts';
import type { Trend } from './trends/trend.ts';
import type { CurrentSource } from './incident-source-store.ts';

/** Where figures come from, in words, for the small print under every one of them. */
export function sourceWords({ source, force }: CurrentSource): string {
  return source === 'police'
    ? `data.police.uk, street-level crime reported by ${force}. Contains public sector information licensed under the Open Government Licence v3.0`
    : 'Demonstration incidents. They are invented and say nothing about any real place';
}

/** Police categories are not the partnership's definition, and no figure may look as if they were. */
export function definitionWords({ definition }: PartnershipProfile): string {
  return `Crime types as the police publish them. They are not serious violence as the partnership defines it (${definition.label})`;
}

const fullBaseline = 12;

/** What a reader must know before using a figure. */
export function caveats(current: CurrentSource, { values, chart }: Trend): string[] {
  const { rows, rowsWithoutLocation, force, districtsFrom } = current;
  const share = rows === 0 ? 0 : (100 * rowsWithoutLocation) / rows;
  const missing = values.filter((value) => value === null).length;
  const baseline = chart.kind === 'chart' ? chart.baseline.points : fullBaseline;
  return [
    `Only what ${force} reported is counted, and only where it lies in the partnership’s districts.`,
    `${share.toLocaleString('en-GB', { maximumFractionDigits: 1 })}% of the loaded rows have no location and are in no district.`,
    ...(districtsFrom === 'names'
      ? [
          'Districts are told by the names of small areas, because no lookup of their codes is loaded.',
        ]
      : []),
    'Seasons are not allowed for.',
    ...(missing === 0 ? [] : [`${months(missing)} not loaded. A missing month is not a zero.`]),
    ...(baseline < fullBaseline
      ? [
          `The limits rest on ${baseline} months, so they are rough until there are ${fullBaseline}.`,
        ]
      : []),
  ];
}

function months(many: number): string {
  return many === 1 ? '1 month is' : `${many} months are`;
}

/** Invented figures say so; real ones say that the invented are out of sight. */
export function noticeFor(
  { demonstration }: Service,
  { source }: CurrentSource,
): string | undefined {
  if (source === 'demonstration') {
    return 'These figures are invented for the demonstration. They say nothing about any real place.';
  }
  if (demonstration === undefined) return undefined;
  return 'Real police data is loaded, so the demonstration’s invented incidents are left out of every figure.';
}
