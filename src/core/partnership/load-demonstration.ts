import { join } from 'node:path';
import { readCsvFile } from '#platform/checked-files/csv-file.ts';
import { readYamlFile } from '#platform/checked-files/yaml-file.ts';
import * as story from './check-demonstration.ts';
import { checkCountRecipe } from './check-count-recipe.ts';
import * as incidents from './check-incident-recipe.ts';
import { CountRecipe } from './count-recipe.ts';
import type { Demonstration } from './demonstration.ts';
import { checkAgreementStory } from './check-agreement-story.ts';
import { AgreementStory } from './demonstration-agreement.ts';
import { Cast } from './demonstration-cast.ts';
import { checkRecords, DemonstrationRecords } from './demonstration-records.ts';
import { Story } from './demonstration-story.ts';
import { Walk } from './demonstration-walk.ts';
import { IncidentArea, IncidentRecipe } from './incident-recipe.ts';
import { loadProfile } from './load-profile.ts';
import { collectProblems } from './problem-collector.ts';
import { ProfileProblems } from './profile-problems.ts';

/**
 * Reads and checks the demonstration of a profile: the folder is the profile's, and the story is in
 * its `demonstration` folder. Throws ProfileProblems with everything that is wrong.
 */
export async function loadDemonstration(profileFolder: string): Promise<Demonstration> {
  const profile = await loadProfile(profileFolder);
  const folder = join(profileFolder, 'demonstration');
  const collector = collectProblems();
  const cast = collector.keep(await readYamlFile(folder, 'cast.yaml', Cast));
  const events = collector.keep(await readYamlFile(folder, 'story.yaml', Story));
  const walk = collector.keep(await readYamlFile(folder, 'walk.yaml', Walk));
  const recipe = collector.keep(await readYamlFile(folder, 'incidents.yaml', IncidentRecipe));
  const areas = collector.keep(await readCsvFile(folder, 'incident-areas.csv', IncidentArea));
  const counts = collector.keep(await readYamlFile(folder, 'partner-counts.yaml', CountRecipe));
  const agreement = collector.keep(await readYamlFile(folder, 'agreement.yaml', AgreementStory));
  const records = collector.keep(
    await readYamlFile(folder, 'person-records.yaml', DemonstrationRecords),
  );

  if (cast) story.checkCast(collector, cast, profile);
  if (cast && events) story.checkStory(collector, events, cast.value, profile);
  if (cast && walk) story.checkWalk(collector, walk, cast.value);
  if (areas) incidents.checkIncidentAreas(collector, areas, profile);
  if (areas && recipe) incidents.checkIncidentRecipe(collector, recipe, areas.value, profile);
  if (counts) checkCountRecipe(collector, counts, profile);
  if (cast && agreement) checkAgreementStory(collector, agreement, cast.value, profile);

  if (cast && records) checkRecords(collector, records, cast.value);

  const everything = cast && events && walk && recipe && areas && counts && agreement && records;
  if (!everything || collector.problems.length > 0)
    throw new ProfileProblems(folder, collector.problems);
  return {
    cast: cast.value,
    story: events.value,
    walk: walk.value,
    incidents: { recipe: recipe.value, areas: areas.value },
    partnerCounts: counts.value,
    agreement: agreement.value,
    records: records.value.records,
  };
}
