import type { CountRecipe } from './count-recipe.ts';
import type { AgreementStory } from './demonstration-agreement.ts';
import type { Cast } from './demonstration-cast.ts';
import type { DemonstrationRecord } from './demonstration-records.ts';
import type { Story } from './demonstration-story.ts';
import type { Walk } from './demonstration-walk.ts';
import type { IncidentArea, IncidentRecipe } from './incident-recipe.ts';

/** The fictional story of a profile: one cast, one year, a guided walk, and how to make its incidents. */
export type Demonstration = {
  readonly cast: Cast;
  readonly story: Story;
  readonly walk: Walk;
  readonly incidents: DemonstrationIncidents;
  readonly partnerCounts: CountRecipe;
  readonly agreement: AgreementStory;
  /** What agencies of the story hold about its people. */
  readonly records: readonly DemonstrationRecord[];
};

export type DemonstrationIncidents = {
  readonly recipe: IncidentRecipe;
  readonly areas: readonly IncidentArea[];
};
