import type { Service } from '#core/service.ts';
import { monthInWords } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { findCurrentOrigin, listLoadedSources } from '../partner-counts/count-series-store.ts';

/** A source and its newest loaded month, in words. */
export type LoadedSource = { title: string; newest: string };

const nothing = 'Nothing loaded';

/** Every source that the profile names, then those that are loaded and it does not name. */
export async function listLoaded(tx: Transaction, service: Service): Promise<LoadedSource[]> {
  const police = await findCurrentSource(tx, service);
  const policeMonth = police?.source === 'police' ? police.months.at(-1) : undefined;
  const origin = await findCurrentOrigin(tx);
  const counts = origin === undefined ? [] : await listLoadedSources(tx, origin);
  const named = service.profile.evidenceSources.map(({ title, loadedFrom }) => {
    const month =
      loadedFrom === 'police-street-files'
        ? policeMonth
        : typeof loadedFrom === 'string'
          ? undefined
          : counts.find(({ source }) => source === loadedFrom.countsFrom)?.newestMonth;
    return { title, newest: month === undefined ? nothing : monthInWords(month) };
  });
  const names = new Set(
    service.profile.evidenceSources.flatMap(({ loadedFrom }) =>
      typeof loadedFrom === 'string' ? [] : [loadedFrom.countsFrom],
    ),
  );
  const others = counts
    .filter(({ source }) => !names.has(source))
    .map(({ source, newestMonth }) => ({ title: source, newest: monthInWords(newestMonth) }));
  return [...named, ...others];
}
