import type { IncidentArea, IncidentRecipe } from '#core/partnership/incident-recipe.ts';
import { pickWeighted, seededRandom, type SeededRandom } from './seeded-random.ts';

export type IncidentPlace = { longitude: string; latitude: string; location: string };

/** The police publish the nearest of a fixed set of points, so an area has few. */
const pointsPerArea = 8;

/** The area an incident falls in: its hotspot's, or one of the district's by weight. */
export function chooseArea(
  random: SeededRandom,
  recipe: IncidentRecipe,
  areas: readonly IncidentArea[],
  crimeType: string,
): IncidentArea {
  let draw = random();
  for (const hotspot of recipe.hotspots) {
    const area = areas.find(({ code }) => code === hotspot.area);
    if (area === undefined || !hotspot.crimeTypes.includes(crimeType)) continue;
    if (draw < hotspot.share) return area;
    draw -= hotspot.share;
  }
  return pickWeighted(random, areas);
}

/** One of the area's fixed points, within about 400 metres of its middle. */
export function choosePoint(
  random: SeededRandom,
  recipe: IncidentRecipe,
  area: IncidentArea,
): IncidentPlace {
  const number = Math.floor(random() * pointsPerArea);
  const fixed = seededRandom(`point ${area.code} ${number}`);
  const longitude = area.longitude + (fixed() - 0.5) * 0.011;
  const latitude = area.latitude + (fixed() - 0.5) * 0.007;
  const location = recipe.locations[Math.floor(fixed() * recipe.locations.length)] ?? '';
  return { longitude: longitude.toFixed(6), latitude: latitude.toFixed(6), location };
}
