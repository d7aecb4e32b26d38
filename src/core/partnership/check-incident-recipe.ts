import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import { outside, type IncidentArea, type IncidentRecipe } from './incident-recipe.ts';
import { isInside } from './outline.ts';
import type { ProblemCollector } from './problem-collector.ts';
import type { PartnershipProfile } from './profile.ts';

export function checkIncidentAreas(
  collector: ProblemCollector,
  file: GoodFile<readonly IncidentArea[]>,
  profile: PartnershipProfile,
): void {
  const codes = file.value.map(({ code }) => code);
  const names = file.value.map(({ name }) => name);
  for (const [index, area] of file.value.entries()) {
    if (codes.indexOf(area.code) !== index)
      collector.say(file, [index], `the code ${area.code} is used twice`);
    if (names.indexOf(area.name) !== index)
      collector.say(file, [index], `the name ${area.name} is used twice`);
    const within = isInside(profile.outlines[profile.areas.whole.id] ?? [], area);
    if (area.district === outside) {
      if (within) collector.say(file, [index], `${area.name} is outside, but its middle is not`);
      continue;
    }
    const district = profile.areas.districts.find(({ id }) => id === area.district);
    if (district === undefined)
      collector.say(file, [index], `${area.district} is not a known district`);
    else if (!area.name.startsWith(`${district.lsoaNamePrefix} D`))
      collector.say(file, [index], `the name must start with ${district.lsoaNamePrefix}`);
    if (!isInside(profile.outlines[area.district] ?? [], area))
      collector.say(file, [index], `${area.name} lies outside the outline of ${area.district}`);
  }
}

/** Every district has rates and areas, and whatever is planted names rates that exist. */
export function checkIncidentRecipe(
  collector: ProblemCollector,
  file: GoodFile<IncidentRecipe>,
  areas: readonly IncidentArea[],
  profile: PartnershipProfile,
): void {
  const { monthlyRates, hotspots, changes, seasonality, outsideRowsPerMonth } = file.value;
  const isKnown = (district: string, crimeType: string): boolean =>
    monthlyRates[district]?.[crimeType] !== undefined;
  for (const { id } of profile.areas.districts) {
    if (monthlyRates[id] === undefined)
      collector.say(file, ['monthlyRates'], `monthlyRates has no rates for ${id}`);
    if (!areas.some((area) => area.district === id))
      collector.say(file, ['monthlyRates', id], `${id} has no areas`);
  }
  for (const id of Object.keys(monthlyRates))
    if (!profile.areas.districts.some((district) => district.id === id))
      collector.say(file, ['monthlyRates', id], `${id} is not a known district`);
  if (outsideRowsPerMonth > 0 && !areas.some((area) => area.district === outside))
    collector.say(file, ['outsideRowsPerMonth'], 'there is no area outside to put these rows in');

  for (const [index, hotspot] of hotspots.entries()) {
    const area = areas.find(({ code }) => code === hotspot.area);
    if (area === undefined)
      collector.say(file, ['hotspots', index, 'area'], `${hotspot.area} is not a known area`);
    for (const [position, type] of hotspot.crimeTypes.entries())
      if (area !== undefined && !isKnown(area.district, type))
        collector.say(
          file,
          ['hotspots', index, 'crimeTypes', position],
          `${type} has no rate there`,
        );
  }
  for (const [index, { district, crimeType }] of changes.entries())
    if (!isKnown(district, crimeType))
      collector.say(
        file,
        ['changes', index, 'crimeType'],
        `${crimeType} has no rate in ${district}`,
      );
  for (const [index, { crimeTypes }] of seasonality.entries())
    for (const [position, type] of crimeTypes.entries())
      if (!Object.keys(monthlyRates).some((district) => isKnown(district, type)))
        collector.say(file, ['seasonality', index, 'crimeTypes', position], `${type} has no rate`);
}
