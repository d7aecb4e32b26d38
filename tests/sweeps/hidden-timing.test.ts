import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareTimes, timeInTurns, type TimesCompared } from '#tests/support/compare-times.ts';
import { fillWithHidden, hiddenQuestions, type Hidden } from '#tests/support/hidden-records.ts';
import { browserOf, makePerson } from '#tests/support/person.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { Visitor } from '#tests/support/visitor.ts';

const pairs = 60;

let opened: TestServiceWithApp;
let hidden: Hidden;
let stranger: Visitor;
let excluded: Visitor;

beforeAll(async () => {
  opened = await openTestApp();
  const { app, service } = opened;
  const administrator = await connectAs(service.database, 'administrator');
  const officer = await makePerson(service, 'practitioner');
  const outsider = await makePerson(service, 'practitioner', 'eastmole-council');
  hidden = await fillWithHidden(administrator, {
    ownerAgencyId: 'constabulary',
    officerId: officer.userId,
    namesakes: 200,
  });
  await administrator.query(
    `insert into exclusions (id, record_id, user_id, reason, made_by, made_at)
      select gen_random_uuid(), id, $1, 'For tests', $1, $2 from person_records`,
    [officer.userId, service.clock.now()],
  );
  await administrator.end();
  stranger = await browserOf(app, service, outsider);
  excluded = await browserOf(app, service, officer);
});
afterAll(() => opened.close());

/**
 * A gross difference that is no chance, on a machine however busy. Small ones are measured over many thousand pairs by
 * bench/access/hidden-timing.ts.
 */
function tellsApart({ hiddenMedian, absentMedian, deviation }: TimesCompared): boolean {
  const ratio = Math.max(hiddenMedian / absentMedian, absentMedian / hiddenMedian);
  return ratio > 1.5 && Math.abs(deviation) > 5;
}

describe('how long an answer takes says no more than its words', () => {
  test.each(['the page of a record', 'a search'] as const)('%s', async (question) => {
    for (const visitor of [stranger, excluded]) {
      const ask = hiddenQuestions(visitor, hidden)[question];
      await timeInTurns(5, ask);
      expect(compareTimes(await timeInTurns(pairs, ask))).not.toSatisfy(tellsApart);
    }
  });

  test('and a difference would be noticed', async () => {
    const times = Array.from({ length: pairs }, (_, place) => 5 + (place % 10));
    const same = compareTimes({ hidden: times, absent: times });
    expect(same).toMatchObject({ chance: 0.5, deviation: 0 });
    expect(same).not.toSatisfy(tellsApart);
    const late = compareTimes({ hidden: times.map((time) => time + 6), absent: times });
    expect(late.chance).toBeCloseTo(0.92, 10);
    expect(late).toSatisfy(tellsApart);
  });
});
