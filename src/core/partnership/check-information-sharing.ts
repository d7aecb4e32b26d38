import { placeOf } from '#core/access/agreements/term.ts';
import { whyRefused } from '#core/access/agreements/term-rules.ts';
import type { FieldPath, GoodFile } from '#platform/checked-files/file-problem.ts';
import { standingOf, type Agency } from './agencies.ts';
import type { InformationSharing, LegalPower, TermBlock } from './information-sharing.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';
import { termsOf } from './terms-of.ts';

/** Every party is known, every giver names a power that reaches, and nothing is said twice. */
export function checkInformationSharing(
  collector: ProblemCollector,
  file: GoodFile<InformationSharing>,
  agencies: readonly Agency[],
): void {
  const { gateways, agreement } = file.value;
  const parties = new Set(agreement.parties);
  const known = new Set(agencies.map(({ id }) => id));
  checkIdsUnique(collector, file, ['gateways'], gateways);
  for (const [index, id] of agreement.parties.entries())
    if (!known.has(id))
      collector.say(file, ['agreement', 'parties', index], `${id} is not a known agency`);
  if (!parties.has(agreement.keptBy))
    collector.say(file, ['agreement', 'keptBy'], `${agreement.keptBy} is not one of its parties`);
  checkTermBlocks(collector, file, {
    path: ['agreement', 'terms'],
    blocks: agreement.terms,
    gateways,
    parties,
    agencies,
  });
}

type Blocks = {
  path: FieldPath;
  blocks: readonly TermBlock[];
  gateways: readonly LegalPower[];
  parties: ReadonlySet<string>;
  agencies: readonly Parameters<typeof standingOf>[0][];
};

/** The same of the terms that the demonstration adds. */
export function checkTermBlocks(
  collector: ProblemCollector,
  file: GoodFile<unknown>,
  { path, blocks, gateways, parties, agencies }: Blocks,
): void {
  const said = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const at = [...path, index];
    const gateway = gateways.find(({ id }) => id === block.gateway);
    if ((block.direction === 'gives') !== (block.gateway !== undefined))
      collector.say(file, at, 'who gives names a gateway, and who receives names none');
    if (block.gateway !== undefined && gateway?.reachesPersons !== true)
      collector.say(
        file,
        [...at, 'gateway'],
        `${block.gateway} is not a gateway by which records are given`,
      );
    for (const [position, id] of block.parties.entries())
      if (!parties.has(id))
        collector.say(file, [...at, 'parties', position], `${id} is not one of the parties`);
    for (const term of termsOf(block)) {
      const agency = agencies.find(({ id }) => id === term.agencyId);
      const problem = gateway && agency ? whyRefused(term, gateway, standingOf(agency)) : undefined;
      if (problem !== undefined) collector.say(file, at, problem);
      if (said.has(placeOf(term)))
        collector.say(
          file,
          at,
          `${term.agencyId} ${term.direction} ${term.category} for ${term.purpose} twice`,
        );
      said.add(placeOf(term));
    }
  }
}
