import { action } from '#core/actions/action.ts';
import { dayOf } from '#platform/calendar.ts';
import { Conflict } from '#platform/http/failures.ts';
import type { Version } from './agreement.ts';
import { getVersion } from './agreement-store.ts';
import { insertSignature } from './signature-store.ts';
import { personOf } from './take-draft.ts';
import { isOpenForSignature } from './version-state.ts';
import { lockVersion } from './version-store.ts';

/** It is not for this agency to sign now. The message says why. */
export class CannotSign extends Conflict {}

/**
 * Signs a version for the signer's own agency, whoever else the form may name. Throws NotFound, or CannotSign.
 */
export const signVersion = action(
  'agreement.version-signed',
  'agreement.sign',
  async ({ tx, principal, now }, address: { agreementId: string; number: number }) => {
    const { userId, name, agencyId } = personOf(principal);
    const { id } = await getVersion(tx, address, { agencyId, now });
    // Nobody revokes it between the look and the signature.
    await lockVersion(tx, id);
    const version = await getVersion(tx, address, { agencyId, now });
    const problem = whyCannotSign(version, agencyId, dayOf(now));
    if (problem !== undefined) throw new CannotSign(problem);
    const signature = { versionId: id, agencyId, by: userId, byName: name, at: now };
    if (!(await insertSignature(tx, signature)))
      throw new CannotSign('Your agency has signed this version already.');
    return {
      result: address,
      about: [{ kind: 'agreement', id: address.agreementId }],
      detail: { version: address.number, agency: agencyId },
    };
  },
);

/** Why an agency cannot sign a version on a day; undefined when it can. */
export function whyCannotSign(
  version: Version,
  agencyId: string,
  today: string,
): string | undefined {
  const party = version.parties.find(({ id }) => id === agencyId);
  if (party === undefined) return 'Your agency is not a party to this version.';
  if (party.signature?.leftAt !== undefined)
    return 'Your agency left this version. It can sign the next one.';
  if (party.signature !== undefined) return 'Your agency has signed this version already.';
  if (version.proposedAt === undefined) return 'This version is not proposed yet.';
  if (!isOpenForSignature(version, today)) return 'This version can no longer be signed.';
  return undefined;
}
