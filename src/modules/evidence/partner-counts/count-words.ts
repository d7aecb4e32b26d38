import type { Service } from '#core/service.ts';
import type { Trend } from '../trends/trend.ts';
import type { SeriesSummary } from './count-series-store.ts';
import type { CountOrigin } from './partner-count.ts';

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

/** What a reader must know before using a figure. */
export function countCaveats({ values }: Trend, areas: number, isSum: boolean): string[] {
  const missing = values.filter((value) => value === null).length;
  return [
    'Only what this source counted, in its own way. Another source counts other things, or the same people again, so sources are never added together.',
    ...(isSum && areas > 1
      ? [`The ${areas} areas that this source counts are added together.`]
      : []),
    ...(missing === 0
      ? []
      : [
          `${missing === 1 ? '1 month was' : `${missing} months were`} not given${isSum && areas > 1 ? ' for every area' : ''}. A missing month is not a zero.`,
        ]),
    'Seasons are not allowed for.',
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
