import { purposes } from '#core/access/purposes.ts';
import { action } from '#core/actions/action.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { dayOf } from '#platform/calendar.ts';
import { Conflict } from '#platform/http/failures.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import type { Party } from './agreement.ts';
import { getVersion, listParties } from './agreement-store.ts';
import { listUnmetTerms } from './flow.ts';
import { listGateways } from './gateway-store.ts';
import { signingPath } from './paths.ts';
import { listSigners } from './signature-store.ts';
import { editedDraft, personOf, takeDraft, type DraftSeen } from './take-draft.ts';
import { categories } from './term.ts';
import { markProposed } from './version-store.ts';

/** The draft is not ready to be proposed. The message says what to mend. */
export class NotReady extends Conflict {}

/**
 * Puts a draft before its parties: from now on it stays as it is, and each is asked by mail to sign. Throws
 * NotReady, and what takeDraft throws.
 */
export const proposeVersion = action(
  'agreement.version-proposed',
  'agreement.draft',
  async ({ tx, principal, now }, draft: DraftSeen) => {
    const { userId, agencyId } = personOf(principal);
    const { agreementId, number, ...locked } = await takeDraft(tx, principal, draft);
    const version = await getVersion(tx, { agreementId, number }, { agencyId, now });
    const gateways = await listGateways(tx);
    const [problem] = whyNotReady(version, gateways, dayOf(now));
    if (problem !== undefined) throw new NotReady(problem);
    await markProposed(tx, locked.id, { by: userId, at: now });
    const parties = await listParties(tx, locked.id);
    const link = await fullAddress(tx, signingPath(agreementId, number));
    for (const { email } of await listSigners(tx, parties.map(idOf), now))
      await sendLater(tx, {
        to: email,
        template: 'agreement-to-sign',
        fields: { link },
        now,
        principal,
      });
    return editedDraft({ agreementId, number, ...locked });
  },
);

/** Every reason for which a draft cannot be proposed on a day, each a sentence; none when it can. */
export function whyNotReady(
  version: Awaited<ReturnType<typeof getVersion>>,
  gateways: Awaited<ReturnType<typeof listGateways>>,
  today: string,
): string[] {
  const { parties, terms, untilOn } = version;
  const nameOf = (id: string): string => parties.find((party) => party.id === id)?.name ?? id;
  return [
    ...(untilOn <= today ? ['It ends before it could begin. Change its dates.'] : []),
    ...(parties.length < 2 ? ['It needs two parties or more.'] : []),
    ...(terms.length === 0 ? ['Nobody gives or receives anything yet.'] : []),
    ...listUnmetSentences(listUnmetTerms(terms, { gateways, parties }), nameOf),
  ];
}

/** One sentence for what a party gives, or receives, for one purpose and in vain for the same reasons. */
function listUnmetSentences(
  unmet: ReturnType<typeof listUnmetTerms>,
  nameOf: (agencyId: string) => string,
): string[] {
  const groups = new Map<string, string[]>();
  for (const { term, reasons } of unmet) {
    const { agencyId, direction, purpose, category } = term;
    const sentence = `${nameOf(agencyId)} ${direction} this for “${purposes[purpose]}”, and it comes to nothing. ${reasons.join(' ')}`;
    groups.set(sentence, [...(groups.get(sentence) ?? []), categories[category]]);
  }
  return [...groups].map(([sentence, parts]) => `${sentence} (${parts.join(', ')})`);
}

function idOf({ id }: Party): string {
  return id;
}
