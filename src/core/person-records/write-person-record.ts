import { randomUUID } from 'node:crypto';
import { action } from '#core/actions/action.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { keepCorrection } from './corrections/correct-record.ts';
import { fieldsChanged } from './corrections/correction.ts';
import { deleteDetail, insertDetail } from './detail-store.ts';
import {
  findPersonRecord,
  insertPersonRecord,
  updatePersonRecord,
  type PersonRecordFields,
} from './person-record-store.ts';
import type { Detail, DetailKind } from './person-record.ts';

const aboutRecord = (id: string) => [{ kind: 'person-record', id }];

/** Makes a record for the writer's own agency, in the writer's name. */
export const makePersonRecord = action(
  'person-record.made',
  'person-record.write',
  async ({ tx, principal, now }, fields: PersonRecordFields) => {
    if (principal.kind !== 'person') throw new NotFound();
    const { agencyId, userId } = principal;
    const id = randomUUID();
    await insertPersonRecord(tx, { ...fields, id, agencyId, userId, now });
    return { result: { id }, about: aboutRecord(id) };
  },
);

type ChangeOfRecord = PersonRecordFields & {
  id: string;
  version: number;
  /** What was wrong, where the change puts something right; whoever was given the record is told. */
  wrong?: string | undefined;
};

/** Changes a record that its writer saw. Throws Conflict when somebody changed it first. */
export const changePersonRecord = action(
  'person-record.changed',
  'person-record.write',
  async (context, { wrong, ...change }: ChangeOfRecord) => {
    const { tx, now } = context;
    const before = await findPersonRecord(tx, change.id);
    if (!(await updatePersonRecord(tx, { ...change, now }))) {
      if ((await findPersonRecord(tx, change.id)) === undefined) throw new NotFound();
      throw new Conflict('Somebody changed this record before you saved.');
    }
    if (wrong !== undefined && before !== undefined) {
      const { id: recordId, version } = change;
      const fields = fieldsChanged(before, change);
      await keepCorrection(context, { recordId, version, fields, what: wrong });
    }
    return { result: { id: change.id }, about: aboutRecord(change.id) };
  },
);

type DetailOf = { recordId: string; kind: DetailKind };

/** Adds one part to a record of the writer's own agency. Throws NotFound for any other. */
export const addDetail = action(
  'person-record.added-to',
  'person-record.write',
  async ({ tx, principal }, { recordId, kind, ...written }: DetailOf & Omit<Detail, 'id'>) => {
    requireOwn(await findPersonRecord(tx, recordId), principal);
    const detail = { ...written, id: randomUUID() };
    await insertDetail(tx, recordId, kind, detail);
    return { result: { id: detail.id }, about: aboutRecord(recordId), detail: { part: kind } };
  },
);

/** Takes one part of a record away. Throws NotFound when there is none that the writer may take. */
export const removeDetail = action(
  'person-record.taken-from',
  'person-record.write',
  async ({ tx, principal }, { recordId, kind, id }: DetailOf & { id: string }) => {
    requireOwn(await findPersonRecord(tx, recordId), principal);
    if (!(await deleteDetail(tx, recordId, kind, id))) throw new NotFound();
    return { result: { id }, about: aboutRecord(recordId), detail: { part: kind } };
  },
);

/** The database would refuse it too; this answers as if the record were not there. */
function requireOwn(
  record: { ownerAgencyId: string } | undefined,
  principal: { kind: string; agencyId?: string },
): void {
  if (record === undefined || record.ownerAgencyId !== principal.agencyId) throw new NotFound();
}
