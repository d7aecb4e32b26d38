import type { Ground } from '#core/actions/action.ts';
import type { Cast } from '#core/partnership/demonstration-cast.ts';
import type { DemonstrationRecord } from '#core/partnership/demonstration-records.ts';
import type { Demonstration } from '#core/partnership/demonstration.ts';
import { searchPersonRecords } from '#core/person-records/person-record-store.ts';
import type { DetailKind } from '#core/person-records/person-record.ts';
import { addDetail, makePersonRecord } from '#core/person-records/write-person-record.ts';
import { dayOf } from '#platform/calendar.ts';
import { findOfCast, type OfCast } from './find-of-cast.ts';
import { seedOldRecord } from './seed-old-record.ts';
import { seedRecordPeople } from './seed-record-people.ts';

/** Has the people of the cast make the records that the story gives them, each once, through the front door. */
export async function seedPersonRecords(
  ground: Ground,
  { cast, records }: Pick<Demonstration, 'cast' | 'records'>,
  bankHolidays: readonly string[],
): Promise<void> {
  const today = dayOf(ground.clock.now());
  for (const record of records) {
    const principal = await findOfCast(ground, record.by);
    if (principal === undefined || (await isThere(ground, principal, record))) continue;
    const { familyName, heldAs, processing } = record;
    const givenNames = record.wasWrong?.givenNames ?? record.givenNames;
    const bornOn = birthOf(record, cast, today);
    const fields = { givenNames, familyName, heldAs, processing, bornOn };
    const monthsAgo = record.lastChangedMonthsAgo;
    const { id: recordId } =
      monthsAgo === undefined
        ? await makePersonRecord(ground, { principal }, fields)
        : await seedOldRecord(ground, { principal }, { ...fields, monthsAgo });
    for (const detail of detailsOf(record)) {
      await addDetail(ground, { principal }, { recordId, ...detail });
    }
    await seedRecordPeople(ground, {
      people: record.people,
      bankHolidays,
      record: { ...fields, recordId },
      principal,
    });
  }
}

async function isThere(
  { database }: Ground,
  writer: OfCast,
  { givenNames, familyName, wasWrong }: DemonstrationRecord,
): Promise<boolean> {
  for (const first of new Set([givenNames, wasWrong?.givenNames ?? givenNames])) {
    const asked = { name: `${first} ${familyName}`, bornOn: undefined, limit: 50 };
    const found = await database.transaction(writer, (tx) => searchPersonRecords(tx, asked));
    if (found.some(({ ownerAgencyId }) => ownerAgencyId === writer.agencyId)) return true;
  }
  return false;
}

/** The birthday in the year that gives the age of the cast on this day (YYYY-MM-DD). */
function birthOf({ person, birthday }: DemonstrationRecord, cast: Cast, today: string): string {
  const age = cast.storyPeople.find(({ id }) => id === person)?.age ?? 0;
  const year = Number(today.slice(0, 4)) - age - (birthday > today.slice(5) ? 1 : 0);
  return `${year}-${birthday}`;
}

type Written = { kind: DetailKind; text: string; note: string };

function detailsOf(record: DemonstrationRecord): Written[] {
  return [
    ...record.aliases.map((text) => ({ kind: 'alias' as const, text, note: '' })),
    ...record.contacts.map(({ value, safely }) => ({
      kind: 'contact' as const,
      text: value,
      note: safely,
    })),
    ...record.locations.map(({ kind, address }) => ({
      kind: 'location' as const,
      text: address,
      note: kind,
    })),
    ...record.health.map((text) => ({ kind: 'health' as const, text, note: '' })),
    ...record.informants.map(({ toldBy, note }) => ({
      kind: 'informant' as const,
      text: toldBy,
      note,
    })),
  ];
}
