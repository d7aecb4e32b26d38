import type { RecordEntries } from '#tests/support/record-entries.ts';
import { fieldsIn, type Field } from './canaries.ts';
import type { AtBrowser } from './onlookers.ts';

export type Swept = {
  /** Where each canary stood that was met. */
  met: ReadonlyMap<Field, readonly string[]>;
  /** Answers with the number of a record of a person of which the trace does not say that they were given it. */
  withoutEntry: readonly string[];
  statuses: ReadonlySet<number>;
  /** Addresses that their role was refused before anything was read. */
  refused: readonly string[];
};

type Watched = { records: readonly string[]; entries: RecordEntries };

/** Asks for every address as somebody, one after the other, and looks at every byte that comes back. */
export async function sweepPages(
  { visitor, userId }: AtBrowser,
  addresses: readonly string[],
  { records, entries }: Watched,
): Promise<Swept> {
  const met = new Map<Field, string[]>();
  const withoutEntry: string[] = [];
  const statuses = new Set<number>();
  const refused: string[] = [];
  let after = await entries.last();
  for (const url of addresses) {
    const { statusCode, payload, headers } = await visitor.ask({ method: 'GET', url });
    statuses.add(statusCode);
    if (statusCode === 403) refused.push(url);
    const answer = `${JSON.stringify(headers)}\n${payload}`;
    for (const field of fieldsIn(answer)) met.set(field, [...(met.get(field) ?? []), url]);
    const shown = records.filter((id) => isShown(id, answer, url, statusCode));
    if (shown.length === 0 || userId === undefined) continue;
    const missing = await entries.findMissing(userId, shown, { after });
    if (missing.length > 0) withoutEntry.push(url);
    after = await entries.last();
  }
  return { met, withoutEntry, statuses, refused };
}

/** What was asked for by number and is not there may be named in the answer: whoever asked knew it. */
function isShown(id: string, answer: string, url: string, status: number): boolean {
  return url.includes(id) ? status === 200 : answer.includes(id);
}
