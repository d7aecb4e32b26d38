import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import {
  insertPersonRecord,
  type PersonRecordFields,
} from '#core/person-records/person-record-store.ts';
import { NotFound } from '#platform/http/failures.ts';

const aMonth = (365.25 * 24 * 3_600_000) / 12;

/** Makes a record as if nobody had touched it for these months. The trace says when it was really made. */
export const seedOldRecord = action(
  'demonstration.old-record-seeded',
  'person-record.write',
  async (
    { tx, principal, now },
    { monthsAgo, ...fields }: PersonRecordFields & { monthsAgo: number },
  ) => {
    if (principal.kind !== 'person') throw new NotFound();
    const { agencyId, userId } = principal;
    const id = randomUUID();
    const made = new Date(now.getTime() - monthsAgo * aMonth);
    await insertPersonRecord(tx, { ...fields, id, agencyId, userId, now: made });
    return { result: { id }, about: [{ kind: 'person-record', id }] };
  },
);
