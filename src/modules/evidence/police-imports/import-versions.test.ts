import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '#core/service.ts';
import { Conflict, Forbidden, NotFound } from '#platform/http/failures.ts';
import { keepText, policeFile } from '#tests/support/police-files.ts';
import { makeTestService, type TestService } from '#tests/support/service.ts';
import { operator } from '#tests/support/sign-in.ts';
import { makePerson } from '#tests/support/person.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { ReplacementDoubtful } from '../receipts/replacement-doubtful.ts';
import { importPoliceFiles } from './import-police-files.ts';
import { getReceipt } from './receipt-store.ts';
import { withdrawImport } from './withdraw-import.ts';

let opened: TestService;
let service: Service;
beforeAll(async () => {
  opened = await makeTestService({ partnership: 'warwickshire', demonstration: true });
  service = opened.service;
});
afterAll(() => opened.close());

/** A file of one force's month with so many rows; each rows' text is its own. */
function monthOf(force: string, many: number, month = '2025-06', unusable = 0): string {
  const rows = Array.from({ length: many + unusable }, (_, index) => ({
    'Crime ID': `${index}-${many}`,
    'Reported by': force,
    Month: index < many ? month : 'June',
  }));
  return policeFile(...rows);
}

async function load(text: string, mayReplace = false) {
  const files = [await keepText(service, 'street.csv', text)];
  return importPoliceFiles(service, operator, {
    id: randomUUID(),
    source: 'police',
    files,
    mayReplace,
  });
}

const withdraw = (id: string) => withdrawImport(service, { principal: operator }, { id });
const receiptOf = (id: string) =>
  service.database.transaction(operator, (tx) => getReceipt(tx, id));

async function isInUse(id: string): Promise<boolean> {
  return (await receiptOf(id)).months.some(({ isCurrent }) => isCurrent);
}

describe('an import that is withdrawn', () => {
  test('gives way to the version that it replaced, and both receipts say so', async () => {
    const first = await load(monthOf('A Police', 3));
    const second = await load(monthOf('A Police', 4));
    expect((await receiptOf(first.id)).months).toMatchObject([
      { isCurrent: false, instead: { id: second.id } },
    ]);
    const withdrawn = await withdraw(second.id);
    expect(withdrawn).toEqual({
      id: second.id,
      withdrawnAt: '2026-11-22T10:00:00.000Z',
      monthsTakenOut: 1,
      monthsRestored: 1,
    });
    expect((await receiptOf(first.id)).months).toMatchObject([{ isCurrent: true, instead: null }]);
    expect(await receiptOf(second.id)).toMatchObject({
      withdrawal: { by: 'ops@harbourshire.example (command line)' },
      months: [{ isCurrent: false, instead: { id: first.id } }],
    });
  });

  test('leaves its month missing when there was nothing before it', async () => {
    const only = await load(monthOf('B Police', 3));
    expect(await withdraw(only.id)).toMatchObject({ monthsTakenOut: 1, monthsRestored: 0 });
    expect((await receiptOf(only.id)).months).toMatchObject([{ isCurrent: false, instead: null }]);
  });

  test('never comes back when what replaced it is withdrawn too', async () => {
    const first = await load(monthOf('C Police', 3));
    const second = await load(monthOf('C Police', 4));
    const third = await load(monthOf('C Police', 5));
    expect(await withdraw(second.id)).toMatchObject({ monthsTakenOut: 0, monthsRestored: 0 });
    expect(await isInUse(third.id)).toBe(true);
    await withdraw(third.id);
    expect([await isInUse(first.id), await isInUse(second.id)]).toEqual([true, false]);
  });

  test('cannot be withdrawn again, and the answer says by whom and when it was', async () => {
    const { id } = await load(monthOf('D Police', 3));
    await withdraw(id);
    await expect(withdraw(id)).rejects.toThrow(Conflict);
    await expect(withdraw(id)).rejects.toThrow(
      /withdrawn already, by ops@harbourshire\.example .* on 22 November 2026/,
    );
  });

  test('can be loaded again with the same bytes, as a new import', async () => {
    const { id } = await load(monthOf('E Police', 3));
    await withdraw(id);
    const again = await load(monthOf('E Police', 3));
    expect(again.alreadyImported).toBe(false);
    expect(await isInUse(again.id)).toBe(true);
  });

  test('is none that does not exist, and none of whoever may not load data', async () => {
    await expect(withdraw(randomUUID())).rejects.toThrow(NotFound);
    const practitioner = await makePerson(service, 'practitioner', 'police');
    const { id } = await load(monthOf('F Police', 3));
    const trying = withdrawImport(service, { principal: practitioner }, { id });
    await expect(trying).rejects.toThrow(Forbidden);
    expect(await isInUse(id)).toBe(true);
  });

  test('lets the demonstration’s incidents come back when it was the last real one', async () => {
    const invented = await importPoliceFiles(service, operator, {
      id: randomUUID(),
      source: 'demonstration',
      files: [
        await keepText(
          service,
          'invented.csv',
          policeFile({
            'Reported by': service.demonstration?.incidents.recipe.reportedBy ?? '',
            'LSOA code': '',
          }),
        ),
      ],
    });
    const source = async () =>
      (await service.database.transaction(operator, (tx) => findCurrentSource(tx, service)))
        ?.source;
    expect(await source()).toBe('demonstration');
    const real = await load(monthOf('Warwickshire Police', 3));
    expect(await source()).toBe('police');
    await withdraw(real.id);
    expect(await source()).toBe('demonstration');
    await expect(withdraw(invented.id)).rejects.toThrow('invented incidents cannot be withdrawn');
  });

  test('whatever is loaded and withdrawn in whatever order, the newest that was not withdrawn counts', async () => {
    const step = fc.oneof(
      fc.record({ load: fc.integer({ min: 3, max: 5 }) }),
      fc.record({ withdraw: fc.nat({ max: 4 }) }),
    );
    let force = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        force += 1;
        const versions: { id: string; isWithdrawn: boolean }[] = [];
        for (const one of steps) {
          if ('load' in one) {
            const { id, alreadyImported } = await load(monthOf(`Force ${force}`, one.load));
            if (!alreadyImported) versions.push({ id, isWithdrawn: false });
          } else {
            const version = versions[one.withdraw % Math.max(versions.length, 1)];
            if (version === undefined || version.isWithdrawn) continue;
            await withdraw(version.id);
            version.isWithdrawn = true;
          }
        }
        const newest = versions.findLast(({ isWithdrawn }) => !isWithdrawn);
        for (const { id } of versions) expect(await isInUse(id)).toBe(id === newest?.id);
      }),
      { numRuns: 8 },
    );
  });
});

describe('a month that is sent again', () => {
  test('asks first when under half of its rows would remain, and says which month', async () => {
    await load(monthOf('G Police', 9));
    const cut = load(monthOf('G Police', 4));
    await expect(cut).rejects.toThrow(ReplacementDoubtful);
    await expect(cut).rejects.toThrow(
      'Nothing was loaded. June 2025 of G Police would fall from 9 rows to 4.',
    );
    const { id } = await load(monthOf('G Police', 4), true);
    expect((await receiptOf(id)).rows.replaced).toBe(9);
  });

  test('asks first when its files have rows that cannot be used, and says how many', async () => {
    await load(monthOf('H Police', 3));
    await expect(load(monthOf('H Police', 5, '2025-06', 2))).rejects.toThrow(
      'Nothing was loaded. June 2025 of H Police would be replaced from files with 2 rows that cannot be used.',
    );
    expect((await load(monthOf('H Police', 5, '2025-06', 2), true)).alreadyImported).toBe(false);
  });

  test('asks nothing about rows that cannot be used in a month that is new', async () => {
    const { id } = await load(monthOf('I Police', 3, '2025-06', 2));
    expect((await receiptOf(id)).rows).toMatchObject({ accepted: 3, quarantined: 2, replaced: 0 });
  });

  test('twice at once ends as one after the other would, whichever is first', async () => {
    for (let round = 0; round < 3; round += 1) {
      const force = `J Police ${round}`;
      const ends = await Promise.all([load(monthOf(force, 4)), load(monthOf(force, 7))]);
      const receipts = await Promise.all(ends.map(({ id }) => receiptOf(id)));
      const [four, seven] = receipts.map(({ rows, months }) => ({
        replaced: rows.replaced,
        isCurrent: months[0]?.isCurrent,
      }));
      expect([
        [
          { replaced: 0, isCurrent: false },
          { replaced: 4, isCurrent: true },
        ],
        [
          { replaced: 7, isCurrent: true },
          { replaced: 0, isCurrent: false },
        ],
      ]).toContainEqual([four, seven]);
    }
  });

  test('twice at once with the same bytes is loaded once', async () => {
    const text = monthOf('K Police', 4);
    const ends = await Promise.all([load(text), load(text)]);
    expect(new Set(ends.map(({ id }) => id)).size).toBe(1);
    expect(ends.filter(({ alreadyImported }) => alreadyImported)).toHaveLength(1);
  });
});
