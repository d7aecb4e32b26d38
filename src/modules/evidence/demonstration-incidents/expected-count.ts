import type { IncidentRecipe } from '#core/partnership/incident-recipe.ts';

/**
 * The mean number of incidents that the recipe asks for in one district, crime type and month (YYYY-MM).
 * `offset` counts months back from the newest: 0, -1, … A planted change holds from its month on.
 */
export function expectedCount(
  recipe: IncidentRecipe,
  district: string,
  crimeType: string,
  month: string,
  offset: number,
): number {
  let mean = recipe.monthlyRates[district]?.[crimeType] ?? 0;
  for (const { crimeTypes, peakMonth, swing } of recipe.seasonality)
    if (crimeTypes.includes(crimeType)) {
      const monthOfYear = Number(month.slice(5, 7));
      mean *= 1 + swing * Math.cos(((monthOfYear - peakMonth) / 12) * 2 * Math.PI);
    }
  for (const change of recipe.changes)
    if (
      change.district === district &&
      change.crimeType === crimeType &&
      offset >= change.fromMonth
    )
      mean *= change.factor;
  return mean;
}
