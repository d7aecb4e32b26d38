import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import type { CountRecipe } from './count-recipe.ts';
import type { ProblemCollector } from './problem-collector.ts';
import type { PartnershipProfile } from './profile.ts';

/** Every part of the definition has invented counts, for districts that exist, and no two series mix. */
export function checkCountRecipe(
  collector: ProblemCollector,
  file: GoodFile<CountRecipe>,
  { definition, areas }: PartnershipProfile,
): void {
  const { series } = file.value;
  const parts = new Set(definition.classes.map(({ id }) => id));
  const districts = new Set(areas.districts.map(({ id }) => id));
  const seen = new Set<string>();
  for (const [index, { source, measure, part, monthlyMeans, change }] of series.entries()) {
    const path = ['series', index];
    if (!parts.has(part))
      collector.say(file, [...path, 'part'], `${part} is not a part of the definition`);
    for (const id of Object.keys(monthlyMeans))
      if (!districts.has(id))
        collector.say(file, [...path, 'monthlyMeans', id], `${id} is not a known district`);
    if (change !== undefined && monthlyMeans[change.district] === undefined)
      collector.say(
        file,
        [...path, 'change', 'district'],
        `${change.district} has no mean in this series`,
      );
    const key = JSON.stringify([source, measure, part]);
    if (seen.has(key))
      collector.say(file, path, 'the same source, measure and part stand above already');
    seen.add(key);
  }
  for (const part of parts)
    if (!series.some((one) => one.part === part))
      collector.say(file, ['series'], `no series has counts of ${part}`);
}
