import { randomUUID } from 'node:crypto';
import { writeAuditEntry } from '#core/audit/audit-store.ts';
import type { DraftAgreement, LegalPower } from '#core/partnership/information-sharing.ts';
import { termsOf } from '#core/partnership/terms-of.ts';
import { dayOf } from '#platform/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';
import { dayPlus } from './day-plus.ts';
import { replaceGateways } from './gateway-store.ts';
import {
  hasProfileAgreement,
  insertAgreement,
  insertParties,
  insertVersion,
  putTerms,
} from './version-store.ts';

const start = { kind: 'system', name: 'start' } as const;

/**
 * Makes the legal powers those of the profile, and puts its agreement in as a draft, once. A power that carries
 * no persons is not put in: no record is ever given under one.
 */
export async function keepProfileSharing(
  tx: Transaction,
  { gateways, agreement }: { gateways: readonly LegalPower[]; agreement: DraftAgreement },
  now: Date,
): Promise<void> {
  await replaceGateways(
    tx,
    gateways.filter(({ reachesPersons }) => reachesPersons),
  );
  if (await hasProfileAgreement(tx, agreement.id)) return;
  const [id, versionId] = [randomUUID(), randomUUID()];
  const { title, summary, keptBy, parties, terms } = agreement;
  await insertAgreement(tx, {
    id,
    title,
    keptBy,
    startedBy: null,
    startedAt: now,
    profileId: agreement.id,
  });
  const fromOn = dayPlus(dayOf(now), { days: agreement.daysUntilItStarts });
  const untilOn = dayPlus(fromOn, { months: agreement.monthsItLasts });
  await insertVersion(tx, { id: versionId, agreementId: id, number: 1, summary, fromOn, untilOn });
  await insertParties(tx, versionId, parties);
  await putTerms(tx, versionId, terms.flatMap(termsOf));
  await writeAuditEntry(tx, {
    at: now,
    principal: start,
    action: 'agreement.started',
    outcome: 'done',
    about: [{ kind: 'agreement', id }],
    detail: { fromProfile: true },
  });
}
