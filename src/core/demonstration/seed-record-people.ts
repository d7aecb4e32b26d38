import type { Ground } from '#core/actions/action.ts';
import type { RecordPeople } from '#core/partnership/demonstration-records.ts';
import { breakGlass, glassPurpose } from '#core/person-records/break-glass/break-glass.ts';
import { keepOut } from '#core/person-records/exclusions/keep-out.ts';
import { namePerson } from '#core/person-records/named-people/name-people.ts';
import { beginSessionFor } from '#core/sign-in/begin-session.ts';
import { endSession } from '#core/sign-in/end-session.ts';
import { dayOf } from '#platform/calendar.ts';
import { findOfCast, type OfCast } from './find-of-cast.ts';
import { storyStep } from './story-step.ts';

const anHour = 3_600_000;

type Story = {
  people: RecordPeople | undefined;
  bankHolidays: readonly string[];
  record: { recordId: string; givenNames: string; familyName: string; bornOn: string };
  /** Whoever made the record. */
  principal: OfCast;
};

/** Has people named on a record, kept out of it, and break the glass for it, as the story says. */
export async function seedRecordPeople(ground: Ground, story: Story): Promise<void> {
  const { people, record, principal } = story;
  const { recordId } = record;
  // From the beginning of the day, so that a start that was cut short asks the same again.
  const now = Date.parse(dayOf(ground.clock.now()));
  for (const { who, categories, gateway, days } of people?.named ?? []) {
    const person = await findOfCast(ground, who);
    if (person === undefined) continue;
    const { userId } = person;
    const until = now + days * 24 * anHour;
    const naming = { recordId, userId, categories, gatewayId: gateway, until };
    await namePerson(
      ground,
      { principal, idempotencyKey: storyStep('named', recordId, who) },
      naming,
    );
  }
  for (const { who, decidedBy, reason } of people?.keptOut ?? []) {
    const [person, lead] = [await findOfCast(ground, who), await findOfCast(ground, decidedBy)];
    if (person === undefined || lead === undefined) continue;
    await keepOut(
      ground,
      { principal: lead, idempotencyKey: storyStep('out', recordId, who) },
      { recordId, userId: person.userId, reason },
    );
  }
  for (const broken of people?.brokenGlass ?? []) await seedBreaking(ground, story, broken);
}

/** As somebody does who has just signed in. */
async function seedBreaking(
  ground: Ground,
  { record, bankHolidays, principal: owner }: Story,
  { who, gateway, reason }: RecordPeople['brokenGlass'][number],
): Promise<void> {
  const person = await findOfCast(ground, who);
  if (person === undefined) return;
  const session = await beginSessionFor(ground, person.userId, 'passkey');
  const principal = { ...person, session, purpose: glassPurpose };
  const { recordId, ...whom } = record;
  const form = { ...whom, agencyId: owner.agencyId, gatewayId: gateway, reason, bankHolidays };
  await breakGlass(ground, { principal, idempotencyKey: storyStep('broken', recordId, who) }, form);
  await endSession(ground, { principal: { kind: 'system', name: 'sign-in' } }, { token: session });
}
