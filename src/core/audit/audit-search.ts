import { z } from 'zod';
import { Temporal } from 'temporal-polyfill';
import type { AuditOutcome, RecordReference } from './audit-entry.ts';

const Day = z.iso.date().optional().catch(undefined);
const Words = z
  .string()
  .max(200)
  .transform((text) => {
    const plain = text.replaceAll(/\p{Cc}/gu, ' ').trim();
    return plain === '' ? undefined : plain;
  })
  .optional()
  .catch(undefined);

const Query = z.object({
  from: Day,
  to: Day,
  person: Words,
  agency: Words,
  action: Words,
  outcome: z.enum(['done', 'read', 'refused']).optional().catch(undefined),
  kind: Words,
  record: Words,
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** What the log is searched for; what is undefined is not asked for. Days are of the United Kingdom. */
export type AuditSearch = z.infer<typeof Query>;

/** What an address asks of the log; what it cannot mean is left out. */
export function parseAuditSearch(query: unknown): AuditSearch {
  return Query.parse(query ?? {});
}

/** The record that is asked for, when both its kind and its number are given. */
export function recordOf({ kind, record }: AuditSearch): RecordReference | undefined {
  return kind === undefined || record === undefined ? undefined : { kind, id: record };
}

/** The search as the query of an address, without its page. */
export function searchQuery({ page: _page, ...asked }: AuditSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const zone = 'Europe/London';

/** The moment a day begins in the United Kingdom. */
export function beginningOfDay(day: string): Date {
  const zoned = Temporal.PlainDate.from(day).toZonedDateTime(zone);
  return new Date(zoned.epochMilliseconds);
}

/** The moment the day after begins. */
export function endOfDay(day: string): Date {
  return beginningOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString());
}

export type FoundEntry = {
  id: number;
  at: Date;
  actor: string;
  actorName: string;
  /** As it is called now; the id where it is no longer known. */
  agency: string | undefined;
  role: string;
  action: string;
  outcome: AuditOutcome;
  about: readonly { kind: string; id: string }[];
  paths: readonly string[];
  /** What the agreements in its paths are called, by their ids. */
  agreementTitles: ReadonlyMap<string, string>;
  purpose: string | undefined;
  detail: Readonly<Record<string, unknown>>;
  isSealed: boolean;
};

export type FoundEntries = {
  rows: readonly FoundEntry[];
  /** More than this many are not counted. */
  total: number;
  isMore: boolean;
  page: number;
  pages: number;
  pageSize: number;
};
