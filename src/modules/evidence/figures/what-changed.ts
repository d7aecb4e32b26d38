import { makeTrend, usualPeriod } from './trend.ts';
import { subjectAndVerdict, subjectWords } from './trend-words.ts';

type Change = { crimeType: string; sentence: string };

/** The crime types that differ from what is usual now, of those of which anything can be said. */
export type WhatChanged = { lookedAt: number; changes: readonly Change[] };

export function whatChanged(
  months: readonly string[],
  counts: readonly { month: string; crimeType: string; count: number }[],
  placeName: string,
): WhatChanged {
  const changes: Change[] = [];
  let lookedAt = 0;
  for (const crimeType of new Set(counts.map((count) => count.crimeType))) {
    const own = counts.filter((count) => count.crimeType === crimeType);
    const trend = makeTrend(months, own, usualPeriod);
    const { kind } = trend.choice.verdict;
    if (kind !== 'too-few' && kind !== 'too-rare') lookedAt += 1;
    if (kind !== 'higher' && kind !== 'lower') continue;
    const subject = subjectWords({ crimeType, placeName });
    changes.push({ crimeType, sentence: subjectAndVerdict(subject, trend) });
  }
  return { lookedAt, changes: changes.toSorted((a, b) => a.crimeType.localeCompare(b.crimeType)) };
}
