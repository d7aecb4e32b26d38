import { randomUUID } from 'node:crypto';
import { action, type ActionContext } from '#core/actions/action.ts';
import { reading } from '#core/actions/reading.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { findPersonRecord } from '#core/person-records/person-record-store.ts';
import type { Principal } from '#platform/database/principal.ts';
import { NotFound } from '#platform/http/failures.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import {
  acknowledgeNotice,
  insertCorrection,
  listCorrections,
  listEarlierVersions,
  listNotices,
  tellRecipients,
} from './correction-store.ts';
import type { CorrectedField } from './correction.ts';
import { correctionsPath } from './paths.ts';

const atMost = 100;

/** Keeps that a record was wrong, and tells every agency that was given it, in the transaction of the change. */
export async function keepCorrection(
  { tx, principal, now }: ActionContext,
  correction: {
    recordId: string;
    version: number;
    fields: readonly CorrectedField[];
    what: string;
  },
): Promise<void> {
  const { userId, agencyId } = personOf(principal);
  const id = randomUUID();
  await insertCorrection(tx, { ...correction, id, userId, agencyId });
  const link = await fullAddress(tx, correctionsPath());
  for (const to of await tellRecipients(tx, id)) {
    await sendLater(tx, { to, template: 'review-due', fields: { link }, now, principal });
  }
}

/** Corrections of records that the reader's agency was given. */
export const readNotices = reading(
  'correction.listed',
  'correction.read',
  async ({ tx, principal }) => {
    const seen = await listNotices(tx, personOf(principal).agencyId, atMost);
    return { seen, about: seen.map(({ recordId }) => ({ kind: 'person-record', id: recordId })) };
  },
);

/** Says for the reader's agency that a correction has arrived. Throws NotFound when none waits for it. */
export const acknowledgeCorrection = action(
  'correction.acknowledged',
  'correction.read',
  async ({ tx, principal }, { id }: { id: string }) => {
    const by = personOf(principal);
    const { agencyId } = by;
    if (!(await acknowledgeNotice(tx, { correctionId: id, agencyId, by }))) {
      throw new NotFound();
    }
    return { result: { id }, about: [{ kind: 'correction', id }] };
  },
);

/** What a record of the reader's own agency said before, and what was corrected in it. Throws NotFound. */
export const readHistory = reading(
  'person-record.history-read',
  'correction.read',
  async ({ tx, principal }, { id }: { id: string }) => {
    const record = await findPersonRecord(tx, id);
    if (record?.ownerAgencyId !== personOf(principal).agencyId) throw new NotFound();
    const seen = {
      record,
      versions: await listEarlierVersions(tx, id),
      corrections: await listCorrections(tx, id),
    };
    return { seen, about: [{ kind: 'person-record', id }] };
  },
);

function personOf(principal: Principal): Extract<Principal, { kind: 'person' }> {
  if (principal.kind !== 'person') throw new NotFound();
  return principal;
}
