import { randomUUID } from 'node:crypto';
import { action, type ActionContext } from '#core/actions/action.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { nameKey } from '#core/person-records/name-key.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import { endOfNextWorkingDay } from '#platform/working-days.ts';
import { breakGlassFor, listPeopleToTell, type Opening } from './glass-store.ts';
import { glassPath } from './paths.ts';

/** The one purpose for which glass is broken. */
export const glassPurpose = 'immediate-risk';

export type BreakingForm = {
  givenNames: string;
  familyName: string;
  bornOn: string;
  agencyId: string;
  gatewayId: string;
  reason: string;
  bankHolidays: readonly string[];
};

export type BreakingResult = {
  outcome: Opening['outcome'];
  /** The record that is open now; undefined when none is. */
  recordId?: string | undefined;
};

/**
 * Opens one record of another agency for an hour, tells the agency, and sets the day of the review, all in one
 * transaction. Every try is on record. Whether nothing is there or nothing may be opened has one answer. Nothing is
 * opened while nobody can prove the trace: it could be taken out of it again.
 */
export const breakGlass = action('break-glass.tried', 'glass.break', openRecord);

async function openRecord({ tx, principal, now }: ActionContext, form: BreakingForm) {
  const id = randomUUID();
  const { bornOn, agencyId, gatewayId, reason, bankHolidays } = form;
  const opening = await breakGlassFor(tx, {
    id,
    givenKey: nameKey(form.givenNames),
    familyKey: nameKey(form.familyName),
    bornOn,
    agencyId,
    gatewayId,
    reason,
    reviewDue: endOfNextWorkingDay(now, bankHolidays),
  });
  const { outcome, recordId, isNew } = opening;
  if (recordId === null) return answer(outcome, form);
  if (isNew) {
    const link = await fullAddress(tx, glassPath(id));
    for (const to of await listPeopleToTell(tx, id)) {
      await sendLater(tx, { to, template: 'break-glass-notice', fields: { link }, now, principal });
    }
  }
  return answer(outcome, form, recordId);
}

function answer(outcome: BreakingResult['outcome'], form: BreakingForm, recordId?: string) {
  const result: BreakingResult = { outcome, recordId };
  return {
    result,
    about: recordId === undefined ? [] : [{ kind: 'person-record', id: recordId }],
    detail: { outcome, agency: form.agencyId, gateway: form.gatewayId },
  };
}
