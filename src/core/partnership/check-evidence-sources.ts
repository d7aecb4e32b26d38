import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import type { Definition } from './definition.ts';
import type { EvidenceSources } from './evidence-sources.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';

/** Each source says something of every part, once, and whom to ask where it does not show the whole. */
export function checkEvidenceSources(
  collector: ProblemCollector,
  file: GoodFile<EvidenceSources>,
  definition: Definition,
  agencies: ReadonlySet<string>,
): void {
  const { evidence } = file.value;
  checkIdsUnique(collector, file, ['evidence'], evidence);
  for (const [index, { id, parts }] of evidence.entries()) {
    const said = new Set<string>();
    for (const [position, { part, sight, ask }] of parts.entries()) {
      const path = ['evidence', index, 'parts', position];
      if (!definition.classes.some((one) => one.id === part))
        collector.say(file, [...path, 'part'], `${part} is not a part of the definition`);
      if (said.has(part)) collector.say(file, [...path, 'part'], `${part} is written twice`);
      said.add(part);
      if (sight !== 'seen' && ask === undefined)
        collector.say(file, path, `${part} is not wholly seen, so ask must name an agency`);
      if (ask !== undefined && !agencies.has(ask))
        collector.say(file, [...path, 'ask'], `${ask} is not a known agency`);
    }
    for (const part of definition.classes)
      if (!said.has(part.id))
        collector.say(file, ['evidence', index], `${id} says nothing of ${part.id}`);
  }
}
