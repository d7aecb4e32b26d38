import type { Purpose } from '#core/access/purposes.ts';
import type { Regime } from '#core/person-records/person-record.ts';
import type { Gateway, PartyStanding } from './gateway.ts';
import type { Category, Term } from './term.ts';

type Reach = {
  gateway: Gateway;
  giver: PartyStanding;
  receiver: PartyStanding;
  category: Category;
  purpose: Purpose;
  processing: Regime;
};

/** Why the power does not reach from a giver to a receiver, in a sentence; undefined where it does. */
export function whyBarred(reach: Reach): string | undefined {
  const { gateway, giver, receiver, category, purpose, processing } = reach;
  return (
    whyGiverIsBarred(gateway, giver, category) ??
    whyUseIsBarred(gateway, purpose, processing) ??
    (gateway.membersOnly && !receiver.isInDutyGateway
      ? `${gateway.name} does not reach ${receiver.name}, because it is not one of the bodies that this power is for.`
      : undefined)
  );
}

/** Why nobody at all can be given this by the power it names; undefined where somebody could be. */
export function whyRefused(
  term: Pick<Term, 'category' | 'purpose' | 'processing'>,
  gateway: Gateway,
  giver: PartyStanding,
): string | undefined {
  const giverIsBarred = whyGiverIsBarred(gateway, giver, term.category);
  if (giverIsBarred !== undefined) return giverIsBarred;
  for (const processing of term.processing) {
    const useIsBarred = whyUseIsBarred(gateway, term.purpose, processing);
    if (useIsBarred !== undefined) return useIsBarred;
  }
  return undefined;
}

function whyGiverIsBarred(
  gateway: Gateway,
  giver: PartyStanding,
  category: Category,
): string | undefined {
  if (gateway.membersOnly && !giver.isInDutyGateway)
    return `${giver.name} cannot rely on ${gateway.name}, because it is not one of the bodies that this power is for. Choose another power.`;
  if (gateway.barsPatientInformation && category === 'health')
    return `${gateway.name} does not authorise patient information. Leave health out, or choose another power for it.`;
  if (gateway.barsHealthOrSocialCare && giver.isHealthOrSocialCare)
    return `${giver.name} is a health or social care authority, and ${gateway.name} does not authorise personal information from one. Choose another power.`;
  return undefined;
}

function whyUseIsBarred(
  gateway: Gateway,
  purpose: Purpose,
  processing: Regime,
): string | undefined {
  if (processing === 'general' || purpose === 'law-enforcement' || gateway.allowsOtherUse)
    return undefined;
  return `What was recorded for law enforcement cannot be used for another purpose under ${gateway.name}. Leave those records out, or choose another power.`;
}
