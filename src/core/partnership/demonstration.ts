import type { CountRecipe } from './count-recipe.ts';
import type { Cast } from './demonstration-cast.ts';
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
};

export type DemonstrationIncidents = {
  readonly recipe: IncidentRecipe;
  readonly areas: readonly IncidentArea[];
};
