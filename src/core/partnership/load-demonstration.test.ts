import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { harbourshireFolder } from '#tests/support/partnership/harbourshire.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { isInside } from './outline.ts';
import { loadProfile } from './load-profile.ts';
import { resolveDate } from './relative-date.ts';

const warwickshire = join(projectRoot, 'partnership/warwickshire');
const anyDay = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('the story that ships', () => {
  it('has somebody to enter as for every role', async () => {
    const { cast } = await loadDemonstration(warwickshire);
    expect(cast.people.length).toBeGreaterThanOrEqual(12);
    expect(new Set(cast.people.map(({ role }) => role)).size).toBe(8);
  });

  it('says of every person, body and place that it is invented', async () => {
    const { cast, story, incidents } = await loadDemonstration(warwickshire);
    const everybody = [
      ...cast.people,
      ...cast.storyPeople,
      ...cast.groups,
      ...cast.organisations,
      ...story.places,
    ];
    expect(everybody.filter(({ invented }) => !invented)).toEqual([]);
    for (const { name } of cast.organisations) expect(name).toMatch(/invented/);
    expect(incidents.recipe.reportedBy).toMatch(/invented/);
  });

  it('rings and writes to nobody', async () => {
    const { cast } = await loadDemonstration(warwickshire);
    for (const { phone, email } of cast.people) {
      expect(phone).toMatch(/^(01632 960|07700 900)\d{3}$/);
      expect(email).toMatch(/\.demonstration\.example$/);
    }
    expect(new Set(cast.people.map(({ phone }) => phone)).size).toBe(cast.people.length);
  });

  it('gives every date a day, in the order told, whatever today is', async () => {
    const { story } = await loadDemonstration(warwickshire);
    fc.assert(
      fc.property(anyDay, (today) => {
        const days = story.events.map(({ on }) => resolveDate(on, today));
        expect(days).toEqual(days.toSorted());
        const { madeOn, dueOn } = story.commitment;
        expect(resolveDate(madeOn, today) < resolveDate(dueOn, today)).toBe(true);
      }),
    );
  });

  it('spans a year that has a past and a future', async () => {
    const { story } = await loadDemonstration(warwickshire);
    const days = story.events.map(({ on }) => resolveDate(on, '2026-11-22'));
    expect(days.at(0)?.slice(0, 4)).toBe('2025');
    expect(days.filter((day) => day > '2026-11-22').length).toBeGreaterThan(1);
  });

  it('never names the boy who was hurt beside the one accused or his family', async () => {
    const { cast, story } = await loadDemonstration(warwickshire);
    const victims = new Set(cast.keptApart.map(([victim]) => victim));
    const others = new Set(cast.keptApart.map(([, other]) => other));
    expect(victims.size).toBeGreaterThan(0);
    for (const { id, people } of story.events) {
      const meets = people.some((one) => victims.has(one)) && people.some((one) => others.has(one));
      expect([id, meets]).toEqual([id, false]);
    }
  });

  it('walks ten steps, of which only built ones have a path', async () => {
    const { walk, cast } = await loadDemonstration(warwickshire);
    expect(walk.steps).toHaveLength(10);
    for (const step of walk.steps) {
      expect('path' in step).toBe(step.status === 'ready');
      if (step.enterAs !== 'nobody')
        expect(cast.people.map(({ id }) => id)).toContain(step.enterAs);
    }
    expect(walk.steps[0]).toMatchObject({ status: 'ready', path: '/', enterAs: 'nobody' });
  });

  it('happens at places inside the district they are said to be in', async () => {
    const { story } = await loadDemonstration(warwickshire);
    const { outlines } = await loadProfile(warwickshire);
    for (const place of story.places)
      expect([place.id, isInside(outlines[place.district] ?? [], place)]).toEqual([place.id, true]);
  });
});

describe('another story', () => {
  it('loads with its own cast', async () => {
    const { cast, incidents } = await loadDemonstration(harbourshireFolder);
    expect(cast.people.map(({ name }) => name)).toEqual(['Pat Sextant']);
    expect(incidents.areas).toHaveLength(4);
  });
});

describe('a story that is wrong', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'story-'));
    await cp(harbourshireFolder, folder, { recursive: true });
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    [
      'a real-looking number',
      'cast.yaml',
      '01632 960991',
      '020 7946 1234',
      'line 11: people[0].phone must be 01632 960xxx',
    ],
    [
      'a real-looking address',
      'cast.yaml',
      'constabulary.demonstration.example',
      'constabulary.org',
      'line 10: people[0].email must end in',
    ],
    [
      'somebody not marked as invented',
      'cast.yaml',
      'better now.\n    invented: true',
      'better now.\n    invented: false',
      'storyPeople[0].invented must be true',
    ],
    [
      'an agency nobody knows',
      'cast.yaml',
      'agency: constabulary',
      'agency: coastguard',
      'line 8: coastguard is not a known agency',
    ],
    [
      'a role nobody has',
      'cast.yaml',
      'role: analyst',
      'role: captain',
      'people[0].role must be one of',
    ],
    [
      'victim and accused in one event',
      'story.yaml',
      '[kit-reef]',
      '[kit-reef, sam-cove]',
      'line 32: sam-cove and kit-reef must be kept apart',
    ],
    [
      'events out of order',
      'story.yaml',
      'on: today',
      'on: -41 days',
      'line 29: comes before the event above it',
    ],
    [
      'a date written otherwise',
      'story.yaml',
      '-40 days',
      'forty days ago',
      'line 23: events[0].on must be today, or a count from today',
    ],
    [
      'an unknown pillar',
      'story.yaml',
      'pillar: ashore',
      'pillar: aground',
      'aground is not a pillar of the strategy',
    ],
    [
      'a step nobody can enter',
      'walk.yaml',
      'enterAs: pat-analyst',
      'enterAs: sam-cove',
      'line 5: sam-cove is nobody who can enter',
    ],
    [
      'a step that is later but linked',
      'walk.yaml',
      'notYet: Not built.',
      'notYet: Not built., path: /x',
      'steps[1].path is not known here',
    ],
    ['a built step without a path', 'walk.yaml', ', path: /', '', 'steps[0].path is missing'],
    [
      'an official code',
      'incident-areas.csv',
      'D00000001',
      'E01009450',
      'line 2: code must be D and eight digits',
    ],
    [
      'an area outside its district',
      'incident-areas.csv',
      '-4.15,50.05',
      '-4.05,50.05',
      'line 4: Westmole D01A lies outside the outline of westmole',
    ],
    [
      'a change of something unknown',
      'incidents.yaml',
      'crimeType: Robbery',
      'crimeType: Piracy',
      'Piracy has no rate in westmole',
    ],
    [
      'incidents that hide what they are',
      'incidents.yaml',
      'Harbour Watch (invented)',
      'Harbour Watch',
      'reportedBy must say that it is invented',
    ],
    [
      'counts whose source does not say that they are invented',
      'partner-counts.yaml',
      "source: 'Demonstration: night watch'",
      'source: Night watch',
      'partner-counts.yaml line 13: series[2].source must begin with "Demonstration:"',
    ],
    [
      'no counts of a part of the definition',
      'partner-counts.yaml',
      'part: quayside',
      'part: indoors',
      'no series has counts of quayside',
    ],
    [
      'counts of a district nobody knows',
      'partner-counts.yaml',
      'eastmole: 5',
      'midmole: 5',
      'midmole is not a known district',
    ],
  ])('with %s is refused', async (_what, file, from, to, expected) => {
    const path = join(folder, 'demonstration', file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
    await expect(loadDemonstration(folder)).rejects.toThrow(expected);
  });
});

describe('a date relative to today', () => {
  it('counts days, weeks, months and years either way', () => {
    expect(resolveDate('today', '2026-11-22')).toBe('2026-11-22');
    expect(resolveDate('-1 day', '2026-03-01')).toBe('2026-02-28');
    expect(resolveDate('+2 weeks', '2026-12-25')).toBe('2027-01-08');
    expect(resolveDate('-5 months', '2026-11-22')).toBe('2026-06-22');
    expect(resolveDate('+1 year', '2028-02-29')).toBe('2029-02-28');
  });

  it('takes the last day when a month is too short', () => {
    expect(resolveDate('-1 month', '2026-03-31')).toBe('2026-02-28');
  });

  it('is refused when written otherwise', () => {
    expect(() => resolveDate('next week', '2026-11-22')).toThrow(RangeError);
    expect(() => resolveDate('today', 'tomorrow')).toThrow(RangeError);
  });
});
