import type { z } from 'zod';
import { contrastRatio, parseColour, white } from '#design-system/colour.ts';
import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import type { Agencies } from './agencies.ts';
import type { Areas } from './areas.ts';
import type { Definition } from './definition.ts';
import type { Helplines } from './helplines.ts';
import type { Identity } from './identity.ts';
import { gatherOutlines, isInside, type OutlineCorner } from './outline.ts';
import type { Place } from './places.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';
import type { Strategy } from './strategy.ts';

/** The contrast that WCAG 2.2 level AA asks of ordinary text. */
const enoughForText = 4.5;

export function checkIdentity(collector: ProblemCollector, file: GoodFile<Identity>): void {
  for (const [name, colour] of Object.entries(file.value.colours)) {
    const contrast = contrastRatio(parseColour(colour), white);
    if (contrast >= enoughForText) continue;
    const ratio = (Math.floor(contrast * 10) / 10).toFixed(1);
    const words = `colours.${name} is too pale: against white its contrast is ${ratio}, and WCAG AA asks for ${enoughForText}`;
    collector.say(file, ['colours', name], words);
  }
}

export function checkStrategy(collector: ProblemCollector, file: GoodFile<Strategy>): void {
  checkIdsUnique(collector, file, ['pillars'], file.value.pillars);
  if (file.value.to < file.value.from) collector.say(file, ['to'], 'to must not be before from');
}

export function checkDefinition(collector: ProblemCollector, file: GoodFile<Definition>): void {
  const { label, version, classes, drivers } = file.value;
  checkIdsUnique(collector, file, ['classes'], classes);
  checkIdsUnique(collector, file, ['drivers', 'tags'], drivers.tags);
  if (!new RegExp(`\\bversion ${version}\\b`).test(label))
    collector.say(file, ['label'], `label must say which version this is: "version ${version}"`);
  for (const [index, { id }] of drivers.tags.entries())
    if (classes.some((part) => part.id === id))
      collector.say(
        file,
        ['drivers', 'tags', index, 'id'],
        `${id} is a part too, and a cause is never a kind of event`,
      );
}

/** Every district stands once in one community safety partnership, and the people add up. */
export function checkAreas(collector: ProblemCollector, file: GoodFile<Areas>): void {
  const { whole, districts, communitySafetyPartnerships } = file.value;
  checkIdsUnique(collector, file, ['districts'], [...districts, whole]);
  checkIdsUnique(collector, file, ['communitySafetyPartnerships'], communitySafetyPartnerships);
  checkRepeats(collector, file, 'onsCode');
  checkRepeats(collector, file, 'lsoaNamePrefix');

  const known = new Set(districts.map((district) => district.id));
  const placed = new Set<string>();
  for (const [index, partnership] of communitySafetyPartnerships.entries())
    for (const [position, id] of partnership.districts.entries()) {
      const path = ['communitySafetyPartnerships', index, 'districts', position];
      if (!known.has(id)) collector.say(file, path, `${id} is not a district in this file`);
      if (placed.has(id)) collector.say(file, path, `${id} is already in another partnership`);
      placed.add(id);
    }
  for (const [index, { id }] of districts.entries())
    if (!placed.has(id))
      collector.say(
        file,
        ['districts', index, 'id'],
        `${id} is in no community safety partnership`,
      );

  const people = districts.reduce((sum, district) => sum + district.population.people, 0);
  // One part in a hundred: published figures are rounded, and districts may be of another year.
  if (Math.abs(people - whole.population.people) > whole.population.people / 100) {
    const words = `whole.population.people is ${whole.population.people}, but the districts add up to ${people}`;
    collector.say(file, ['whole', 'population', 'people'], words);
  }
}

function checkRepeats(
  collector: ProblemCollector,
  file: GoodFile<Areas>,
  field: 'onsCode' | 'lsoaNamePrefix',
): void {
  const seen = new Set<string>();
  for (const [index, district] of file.value.districts.entries()) {
    if (seen.has(district[field]))
      collector.say(file, ['districts', index, field], `${field} ${district[field]} is used twice`);
    seen.add(district[field]);
  }
}

export function checkAgencies(
  collector: ProblemCollector,
  file: GoodFile<z.infer<typeof Agencies>>,
  districts: ReadonlySet<string>,
): void {
  const { agencies } = file.value;
  checkIdsUnique(collector, file, ['agencies'], agencies);
  for (const [index, { covers }] of agencies.entries())
    for (const [position, id] of covers === 'all' ? [] : covers.entries())
      if (!districts.has(id))
        collector.say(
          file,
          ['agencies', index, 'covers', position],
          `${id} is not a known district`,
        );
}

export function checkHelplines(collector: ProblemCollector, file: GoodFile<Helplines>): void {
  const { helplines } = file.value;
  checkIdsUnique(collector, file, ['helplines'], helplines);
  for (const [index, helpline] of helplines.entries())
    if (helpline.phone === undefined && helpline.address === undefined)
      collector.say(
        file,
        ['helplines', index],
        `${helpline.id} has neither a phone nor an address`,
      );
}

/** Every area is drawn, nothing else is, and each place lies inside its district and the whole. */
export function checkMap(
  collector: ProblemCollector,
  outlineFile: GoodFile<readonly OutlineCorner[]>,
  placeFile: GoodFile<readonly Place[]>,
  areas: Areas,
): void {
  const outlines = gatherOutlines(outlineFile.value);
  const districts = new Set(areas.districts.map((district) => district.id));
  for (const id of [areas.whole.id, ...districts])
    if ((outlines[id]?.length ?? 0) < 3)
      collector.say(outlineFile, [], `${id} needs an outline of three corners or more`);
  for (const [index, { area }] of outlineFile.value.entries())
    if (area !== areas.whole.id && !districts.has(area))
      collector.say(outlineFile, [index], `${area} is not a known area`);

  checkIdsUnique(collector, placeFile, [], placeFile.value);
  for (const [index, place] of placeFile.value.entries()) {
    if (!districts.has(place.district)) {
      collector.say(placeFile, [index], `${place.district} is not a known district`);
      continue;
    }
    for (const id of [place.district, areas.whole.id])
      if (!isInside(outlines[id] ?? [], place))
        collector.say(placeFile, [index], `${place.name} lies outside the outline of ${id}`);
  }
}
