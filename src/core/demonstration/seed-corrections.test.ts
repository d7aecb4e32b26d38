import { expect, test } from 'vitest';
import { seedAgreement } from '#modules/information-sharing/seed-agreement.ts';
import { listNotices } from '#core/person-records/corrections/correction-store.ts';
import { countDueRecords } from '#core/retention/retention-store.ts';
import { makeTestService } from '#tests/support/service.ts';
import { findOfCast } from './find-of-cast.ts';
import { seedCorrections } from './seed-corrections.ts';
import { seedPersonRecords } from './seed-person-records.ts';

test('The story gives its governance lead a correction to answer and a record to decide about, once', async () => {
  const { service, close } = await makeTestService({
    partnership: 'warwickshire',
    demonstration: true,
  });
  const { demonstration } = service;
  if (demonstration === undefined) throw new Error('There is no story.');
  for (let time = 0; time < 2; time += 1) {
    await seedPersonRecords(service, demonstration, service.profile.bankHolidays);
    await seedAgreement(service);
    await seedCorrections(service, demonstration);
  }
  const lead = await findOfCast(service, 'simon-achterberg');
  if (lead === undefined) throw new Error('The story has no lead.');
  const { notices, due } = await service.database.transaction(lead, async (tx) => ({
    notices: await listNotices(tx, lead.agencyId, 10),
    due: await countDueRecords(tx, lead.agencyId, '2026-11-22'),
  }));
  expect(notices.map(({ acknowledgedAt, fields }) => ({ acknowledgedAt, fields }))).toEqual([
    { acknowledgedAt: null, fields: ['name'] },
  ]);
  expect(due).toBe(1);
  await close();
});
