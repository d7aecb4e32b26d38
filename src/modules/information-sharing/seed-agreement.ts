import { listAgreements, listTerms } from '#core/access/agreements/agreement-store.ts';
import { dayPlus } from '#core/access/agreements/day-plus.ts';
import { editDraftParties } from '#core/access/agreements/edit-draft-parties.ts';
import { editDraftWords } from '#core/access/agreements/edit-draft-words.ts';
import { proposeVersion } from '#core/access/agreements/propose-version.ts';
import { putDraftTerms } from '#core/access/agreements/put-draft-terms.ts';
import { signVersion } from '#core/access/agreements/sign-version.ts';
import { seedPeople } from '#core/demonstration/seed-people.ts';
import { maySign } from '#core/partnership/agreement-story.ts';
import { termsOf } from '#core/partnership/terms-of.ts';
import type { Service } from '#core/service.ts';
import { findDemonstrationUser } from '#core/users/user-store.ts';
import { dayOf } from '#platform/calendar.ts';
import { Conflict } from '#platform/http/failures.ts';
import type { Principal } from '#platform/database/principal.ts';

const start = { kind: 'system', name: 'start' } as const;

/**
 * Has the story's partners propose and sign the draft of the profile, once; some party is left that has not
 * signed. A start that was cut short is taken up where it ended: every step is a transaction of its own, and the
 * draft's revision says how many were done.
 */
export async function seedAgreement(service: Service): Promise<void> {
  const { demonstration, profile } = service;
  if (demonstration === undefined) return;
  const { parties, terms, notSigned, signatories } = demonstration.agreement;
  await seedPeople(service, { principal: start }, signatories);
  const { keptBy, monthsItLasts, title, summary } = profile.informationSharing.agreement;
  const keeper = await findSigner(service, keptBy);
  const draft = keeper && (await findStoryVersion(service, keptBy));
  if (keeper === undefined || draft === undefined) return;
  const { agreementId, number, versionId, revision, isProposed } = draft;
  const caller = { principal: keeper };
  const today = dayOf(service.clock.now());
  const words = {
    title,
    summary,
    fromOn: today,
    untilOn: dayPlus(today, { months: monthsItLasts }),
  };
  const seen = (version: number) => ({ versionId, revision: version });
  const added = terms.flatMap(termsOf);
  const steps = [
    () => editDraftWords(service, caller, { draft: seen(1), words }),
    () => editDraftParties(service, caller, { draft: seen(2), parties }),
    () => putDraftTerms(service, caller, { draft: seen(3), terms: added, replaces: [] }),
    () => proposeVersion(service, caller, seen(4)),
  ];
  for (const step of isProposed ? [] : steps.slice(revision - 1)) await step();
  for (const party of parties.filter((id) => !notSigned.includes(id))) {
    const signer = await findSigner(service, party);
    if (signer === undefined) continue;
    const order = { agreementId, number };
    await signVersion(service, { principal: signer }, order).catch(unlessSigned);
  }
}

function unlessSigned(problem: unknown): void {
  if (!(problem instanceof Conflict)) throw problem;
}

/** The first version of the profile's agreement, while the story alone has had its hand in it. */
async function findStoryVersion(service: Service, keptBy: string) {
  const now = service.clock.now();
  return service.database.transaction(start, async (tx) => {
    const { title } = service.profile.informationSharing.agreement;
    const all = await listAgreements(tx, { agencyId: keptBy, now });
    const agreement = all.find((one) => one.title === title && one.keptBy?.id === keptBy);
    const [version, ...others] = agreement?.versions ?? [];
    if (agreement === undefined || version === undefined || others.length > 0) return undefined;
    const { id: versionId, number, revision } = version;
    if (version.revokedAt !== undefined || (await listTerms(tx, versionId)).length === 0)
      return undefined;
    const isProposed = version.proposedAt !== undefined;
    return { agreementId: agreement.id, number, versionId, revision, isProposed };
  });
}

/** Who signs for an agency in the story. */
async function findSigner(service: Service, agencyId: string): Promise<Principal | undefined> {
  const { cast, agreement } = service.demonstration ?? {};
  const people = [...(cast?.people ?? []), ...(agreement?.signatories ?? [])];
  const signer = people.find(({ agency, role }) => agency === agencyId && maySign(role));
  if (signer === undefined) return undefined;
  return service.database.transaction(start, async (tx) => {
    const user = await findDemonstrationUser(tx, signer.id);
    if (user === undefined) return undefined;
    const { id: userId, name, role } = user;
    return { kind: 'person', userId, name, agencyId: user.agencyId, role } as const;
  });
}
