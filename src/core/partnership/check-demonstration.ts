import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import type { Cast } from './demonstration-cast.ts';
import type { Story } from './demonstration-story.ts';
import type { Walk } from './demonstration-walk.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';
import type { PartnershipProfile } from './profile.ts';
import { resolveDate } from './relative-date.ts';

/** Any day will do: events are in order when they are in order seen from it. */
const someDay = '2025-07-01';

export function checkCast(
  collector: ProblemCollector,
  file: GoodFile<Cast>,
  profile: PartnershipProfile,
): void {
  const { organisations, people, storyPeople, groups, keptApart } = file.value;
  const districts = idsOf(profile.areas.districts);
  const agencies = idsOf([...profile.agencies, ...organisations]);
  checkIdsUnique(collector, file, ['organisations'], organisations);
  checkIdsUnique(collector, file, ['storyPeople'], storyPeople);
  checkIdsUnique(collector, file, ['groups'], groups);
  checkIdsUnique(collector, file, ['people'], people);
  const emails = people.map(({ email }) => email);
  for (const [index, { id, district }] of organisations.entries()) {
    const path = ['organisations', index];
    if (!districts.has(district))
      collector.say(file, [...path, 'district'], `${district} is not a known district`);
    if (profile.agencies.some((agency) => agency.id === id))
      collector.say(file, [...path, 'id'], `${id} is already an agency of the profile`);
  }
  for (const [index, { id, agency, email }] of people.entries()) {
    const path = ['people', index];
    if (!agencies.has(agency))
      collector.say(file, [...path, 'agency'], `${agency} is not a known agency`);
    if (emails.indexOf(email) !== index)
      collector.say(file, [...path, 'email'], `${email} is used twice`);
    if (storyPeople.some((person) => person.id === id))
      collector.say(file, [...path, 'id'], `${id} is already somebody of the story`);
  }
  const persons = idsOf([...people, ...storyPeople]);
  for (const [index, pair] of keptApart.entries())
    for (const [position, id] of pair.entries())
      if (!persons.has(id))
        collector.say(file, ['keptApart', index, position], `${id} is nobody of the cast`);
}

export function checkStory(
  collector: ProblemCollector,
  file: GoodFile<Story>,
  cast: Cast,
  profile: PartnershipProfile,
): void {
  const { places, commitment, events } = file.value;
  const agencies = idsOf([...profile.agencies, ...cast.organisations]);
  const pillars = idsOf(profile.strategy.pillars);
  checkIdsUnique(collector, file, ['places'], places);
  checkIdsUnique(collector, file, ['events'], events);
  for (const [index, place] of places.entries()) {
    if (!idsOf(profile.areas.districts).has(place.district))
      collector.say(
        file,
        ['places', index, 'district'],
        `${place.district} is not a known district`,
      );
    if (!idsOf(profile.places).has(place.near))
      collector.say(file, ['places', index, 'near'], `${place.near} is not a known place`);
  }
  if (!agencies.has(commitment.promisedBy))
    collector.say(
      file,
      ['commitment', 'promisedBy'],
      `${commitment.promisedBy} is not a known agency`,
    );
  if (!pillars.has(commitment.pillar))
    collector.say(
      file,
      ['commitment', 'pillar'],
      `${commitment.pillar} is not a pillar of the strategy`,
    );

  const known = {
    people: idsOf([...cast.people, ...cast.storyPeople]),
    groups: idsOf(cast.groups),
    places: idsOf([...places, ...profile.places]),
  };
  let latest = '';
  for (const [index, event] of events.entries()) {
    for (const field of ['people', 'groups', 'places'] as const)
      for (const [position, id] of event[field].entries())
        if (!known[field].has(id))
          collector.say(
            file,
            ['events', index, field, position],
            `${id} is not among the known ${field}`,
          );
    if (event.pillar !== undefined && !pillars.has(event.pillar))
      collector.say(
        file,
        ['events', index, 'pillar'],
        `${event.pillar} is not a pillar of the strategy`,
      );
    for (const [one, other] of cast.keptApart)
      if (event.people.includes(one) && event.people.includes(other))
        collector.say(file, ['events', index, 'people'], `${one} and ${other} must be kept apart`);
    const day = resolveDate(event.on, someDay);
    if (day < latest)
      collector.say(file, ['events', index, 'on'], 'comes before the event above it');
    latest = day;
  }
}

export function checkWalk(collector: ProblemCollector, file: GoodFile<Walk>, cast: Cast): void {
  for (const [index, { enterAs }] of file.value.steps.entries())
    if (enterAs !== 'nobody' && !idsOf(cast.people).has(enterAs))
      collector.say(file, ['steps', index, 'enterAs'], `${enterAs} is nobody who can enter`);
}

function idsOf(entries: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id));
}
