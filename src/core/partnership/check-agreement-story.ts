import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import { checkTermBlocks } from './check-information-sharing.ts';
import type { AgreementStory } from './demonstration-agreement.ts';
import type { Cast } from './demonstration-cast.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';
import type { PartnershipProfile } from './profile.ts';
import { maySign, termBlocksOf } from './agreement-story.ts';

/** Its parties are known, its terms reach, and every party that has signed has somebody who may. */
export function checkAgreementStory(
  collector: ProblemCollector,
  file: GoodFile<AgreementStory>,
  cast: Cast,
  profile: PartnershipProfile,
): void {
  const { parties, terms, notSigned, signatories } = file.value;
  const agencies = [...profile.agencies, ...cast.organisations];
  const known = new Set(agencies.map(({ id }) => id));
  checkIdsUnique(collector, file, ['signatories'], signatories);
  for (const [index, id] of parties.entries())
    if (!known.has(id)) collector.say(file, ['parties', index], `${id} is not a known agency`);
  for (const [index, id] of notSigned.entries())
    if (!parties.includes(id))
      collector.say(file, ['notSigned', index], `${id} is not one of the parties`);
  for (const [index, { id, agency, role }] of signatories.entries()) {
    if (!parties.includes(agency))
      collector.say(file, ['signatories', index, 'agency'], `${agency} is not one of the parties`);
    if (!maySign(role))
      collector.say(file, ['signatories', index, 'role'], `${role} may not sign for an agency`);
    if (cast.people.some((person) => person.id === id))
      collector.say(file, ['signatories', index, 'id'], `${id} is already somebody of the cast`);
  }
  for (const [index, id] of parties.entries()) {
    const hasSigner = [...cast.people, ...signatories].some(
      ({ agency, role }) => agency === id && maySign(role),
    );
    if (!notSigned.includes(id) && !hasSigner)
      collector.say(
        file,
        ['parties', index],
        `nobody of ${id} may sign, so it must be in notSigned`,
      );
  }
  const of = profile.informationSharing;
  const fromProfile = termBlocksOf(of.agreement.terms, parties);
  checkTermBlocks(collector, file, {
    path: ['terms'],
    blocks: [...terms, ...fromProfile],
    gateways: of.gateways,
    parties: new Set(parties),
    agencies,
  });
}
