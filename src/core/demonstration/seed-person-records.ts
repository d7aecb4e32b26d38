import type { Ground } from '#core/actions/action.ts';
import { findInstallation, setStoryBegan } from '#core/installation/installation-store.ts';
import type { Cast } from '#core/partnership/demonstration-cast.ts';
import type { DemonstrationRecord } from '#core/partnership/demonstration-records.ts';
import type { Demonstration } from '#core/partnership/demonstration.ts';
import type { DetailKind } from '#core/person-records/person-record.ts';
import { addDetail, makePersonRecord } from '#core/person-records/write-person-record.ts';
import { dayOf } from '#platform/calendar.ts';
import { findOfCast } from './find-of-cast.ts';
import { seedOldRecord } from './seed-old-record.ts';
import { seedRecordPeople } from './seed-record-people.ts';
import { storyStep } from './story-step.ts';

const start = { kind: 'system', name: 'start' } as const;

/**
 * Has the people of the cast make the records that the story gives them, each once, through the front door. Every
 * step has a key of its own, so a start that was cut short is taken up where it ended.
 */
export async function seedPersonRecords(
  ground: Ground,
  { cast, records }: Pick<Demonstration, 'cast' | 'records'>,
  bankHolidays: readonly string[],
): Promise<void> {
  const installation = await ground.database.transaction(start, findInstallation);
  if (installation?.storyBeganAt !== null) return;
  const today = dayOf(ground.clock.now());
  for (const record of records) {
    const principal = await findOfCast(ground, record.by);
    if (principal === undefined) continue;
    const step = (...names: string[]) => ({
      principal,
      idempotencyKey: storyStep(record.person, record.by, ...names),
    });
    const { familyName, heldAs, processing } = record;
    const givenNames = record.wasWrong?.givenNames ?? record.givenNames;
    const bornOn = birthOf(record, cast, today);
    const fields = { givenNames, familyName, heldAs, processing, bornOn };
    const monthsAgo = record.lastChangedMonthsAgo;
    const { id: recordId } =
      monthsAgo === undefined
        ? await makePersonRecord(ground, step('made'), fields)
        : await seedOldRecord(ground, step('made'), { ...fields, monthsAgo });
    for (const detail of detailsOf(record)) {
      await addDetail(ground, step(detail.kind, detail.text), { recordId, ...detail });
    }
    await seedRecordPeople(ground, {
      people: record.people,
      bankHolidays,
      record: { ...fields, recordId },
      principal,
    });
  }
  await ground.database.transaction(start, (tx) => setStoryBegan(tx, ground.clock.now()));
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
