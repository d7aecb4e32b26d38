import type { Service } from '#core/service.ts';
import type { SeriesSummary } from './count-series-store.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

/** Where the counts come from, in words. */
export function countSourceWords({ source }: { source: string }, origin: CountOrigin): string {
  return origin === 'partners'
    ? `${source}, monthly counts as the source sent them`
    : `${source}. The counts are invented and say nothing about any real place`;
}

/** The definition by whose parts the counts were sorted. */
export function countDefinitionWords({ definitionLabels }: SeriesSummary): string {
  return definitionLabels.join('; ');
}

/** What a reader must know before using a figure, whatever its months are. */
export function countCaveats(areas: number, isSum: boolean): string[] {
  return [
    'Only what this source counted, in its own way. Another source counts other things, or the same people again, so sources are never added together.',
    ...(isSum && areas > 1
      ? [
          `The ${areas} areas that this source counts are added together. A month in which one of them was not given is not known as a whole.`,
        ]
      : []),
  ];
}

/** Invented counts say so; real ones say that the invented are out of sight. */
export function countNotice({ demonstration }: Service, origin: CountOrigin): string | undefined {
  if (origin === 'demonstration') {
    return 'These counts are invented for the demonstration. They say nothing about any real place or service.';
  }
  if (demonstration === undefined) return undefined;
  return 'Real counts are loaded, so the demonstration’s invented counts are left out.';
}

/** A district's name, or the code of an area that the profile does not name. */
export function nameOfArea({ profile }: Service, code: string): string {
  return profile.areas.districts.find(({ onsCode }) => onsCode === code)?.name ?? code;
}
