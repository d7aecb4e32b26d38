import type { Ground } from '#core/actions/action.ts';
import type { Demonstration } from '#core/partnership/demonstration.ts';
import { searchPersonRecords } from '#core/person-records/person-record-store.ts';
import { readRecord } from '#core/person-records/read-person-records.ts';
import { changePersonRecord } from '#core/person-records/write-person-record.ts';
import { NotFound } from '#platform/http/failures.ts';
import { findOfCast } from './find-of-cast.ts';

/** Has records that were wrong shown to another agency and then put right, each once. Needs the agreement signed. */
export async function seedCorrections(
  ground: Ground,
  { records }: Pick<Demonstration, 'records'>,
): Promise<void> {
  for (const { wasWrong, by, givenNames, familyName } of records) {
    if (wasWrong === undefined) continue;
    const [writer, reader] = [
      await findOfCast(ground, by),
      await findOfCast(ground, wasWrong.shownTo),
    ];
    if (writer === undefined || reader === undefined) continue;
    const name = `${wasWrong.givenNames} ${familyName}`;
    const found = await ground.database.transaction(writer, (tx) =>
      searchPersonRecords(tx, { name, bornOn: undefined, limit: 50 }),
    );
    const record = found.find(({ ownerAgencyId }) => ownerAgencyId === writer.agencyId);
    if (record?.givenNames !== wasWrong.givenNames) continue;
    const { id } = record;
    await readRecord(ground, { ...reader, purpose: wasWrong.purpose }, { id }).catch(orNotShared);
    const change = { ...record, givenNames, wrong: wasWrong.what };
    await changePersonRecord(ground, { principal: writer }, change);
  }
}

/** Where no agreement gives it to them the correction has nobody to reach, and the story goes on. */
function orNotShared(problem: unknown): undefined {
  if (problem instanceof NotFound) return undefined;
  throw problem;
}
