import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFlows, listUnmetTerms } from '#core/access/agreements/flow.ts';
import { projectRoot } from '#platform/project-root.ts';
import { harbourshireFolder } from '#tests/support/partnership/harbourshire.ts';
import { standingOf } from './agencies.ts';
import { isInside } from './outline.ts';
import { loadProfile } from './load-profile.ts';
import { termsOf } from './terms-of.ts';
import { ProfileProblems } from './profile-problems.ts';

const warwickshire = join(projectRoot, 'partnership/warwickshire');

describe('the partnership profile that ships', () => {
  it('loads, with its districts joined into four community safety partnerships', async () => {
    const { areas } = await loadProfile(warwickshire);
    expect(areas.districts).toHaveLength(5);
    expect(areas.communitySafetyPartnerships).toHaveLength(4);
  });

  it('tells its three pillars and keeps causes apart from the five kinds of event', async () => {
    const { strategy, definition } = await loadProfile(warwickshire);
    expect(strategy.pillars).toHaveLength(3);
    expect(definition.classes).toHaveLength(5);
    const events = new Set(definition.classes.map(({ id }) => id));
    expect(definition.drivers.tags.filter(({ id }) => events.has(id))).toEqual([]);
  });

  it('lists what only the partnership can enter, and claims no helpline was checked', async () => {
    const { toBeEntered, helplines } = await loadProfile(warwickshire);
    expect(new Set(toBeEntered.map(({ file }) => file))).toEqual(
      new Set(['strategy.yaml', 'definition.yaml', 'evidence-sources.yaml', 'areas.yaml']),
    );
    expect(helplines.helplines.filter(({ checkedOn }) => checkedOn !== null)).toEqual([]);
  });

  it('marks every population that was not found in a published source', async () => {
    const { areas } = await loadProfile(warwickshire);
    for (const { population } of areas.districts)
      expect(population.source.standing === 'found').toBe(population.source.address !== undefined);
  });

  it('draws every place inside its own district and no other', async () => {
    const { places, outlines, areas } = await loadProfile(warwickshire);
    for (const place of places) {
      const holders = areas.districts.filter(({ id }) => isInside(outlines[id] ?? [], place));
      expect([place.name, holders.map(({ id }) => id)]).toEqual([place.name, [place.district]]);
    }
  });
});

describe('the powers and the draft agreement of a partnership', () => {
  const folders = [warwickshire, harbourshireFolder];

  it.each(folders)(
    'come to something for every party, without a term in vain: %s',
    async (folder) => {
      const { informationSharing, agencies } = await loadProfile(folder);
      const { gateways, agreement } = informationSharing;
      const terms = agreement.terms.flatMap(termsOf);
      const law = { gateways, parties: agencies.map(standingOf) };
      expect(listUnmetTerms(terms, law)).toEqual([]);
      const sharing = new Set(
        listFlows(terms, law).flatMap((flow) => [flow.giverId, flow.receiverId]),
      );
      expect([...sharing].toSorted()).toEqual(agreement.parties.toSorted());
    },
  );

  it('name the limits of the duty’s own power, and mark what lawyers have to check', async () => {
    const { gateways } = (await loadProfile(warwickshire)).informationSharing;
    expect(gateways.find(({ id }) => id === 'serious-violence-duty-s16')).toMatchObject({
      membersOnly: true,
      barsPatientInformation: true,
      barsHealthOrSocialCare: true,
    });
    expect(gateways.find(({ id }) => id === 'crime-and-disorder-s17a')?.reachesPersons).toBe(false);
    for (const { source } of gateways) expect(source.note ?? '', source.title).toMatch(/lawyers/);
  });
});

describe('another partnership', () => {
  it('loads from its own folder with its own words', async () => {
    const profile = await loadProfile(harbourshireFolder);
    expect(profile.identity.name).toBe('Calm Waters');
    expect(profile.strategy.pillars.map(({ id }) => id)).toEqual(['ashore', 'afloat']);
    expect(profile.places[1]?.roughPopulation).toBeUndefined();
    expect(Object.keys(profile.outlines)).toEqual(['harbourshire', 'eastmole', 'westmole']);
  });
});

describe('a profile that is wrong', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'profile-'));
    await cp(harbourshireFolder, folder, { recursive: true });
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function change(file: string, from: string, to: string): Promise<void> {
    const text = await readFile(join(folder, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(folder, file), text.replace(from, to));
  }

  async function problems(): Promise<string[]> {
    const error: unknown = await loadProfile(folder).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ProfileProblems)) throw new Error('the profile was accepted');
    return error.message.split('\n').map((line) => line.replace(`${folder}/`, ''));
  }

  it('is told with folder, file, line and value, everything at once and in order', async () => {
    await change('areas.yaml', 'people: 20000', 'people: 20000.5');
    await change('strategy.yaml', 'title: Keep people ashore\n    ', '');
    await change('places.csv', '-4.15,50.05', '-4.15,north');
    expect(await problems()).toEqual([
      'areas.yaml line 17: districts[0].population.people must be a whole number',
      'places.csv line 3: latitude must be a number',
      'strategy.yaml line 7: pillars[0].title is missing',
    ]);
  });

  it('names the folder as seen from where the command was given', () => {
    const problem = { file: 'areas.yaml', line: 14, message: 'is wrong' };
    const error = new ProfileProblems(join(process.cwd(), 'partnership', 'somewhere'), [problem]);
    expect(error.message).toBe('partnership/somewhere/areas.yaml line 14: is wrong');
  });

  it.each([
    [
      'a colour too pale to read',
      'identity.yaml',
      "'#8a4b08'",
      "'#f0c040'",
      'identity.yaml line 9: colours.accent is too pale',
    ],
    [
      'a district in no partnership',
      'areas.yaml',
      '[eastmole, westmole]',
      '[eastmole]',
      'areas.yaml line 20: westmole is in no community safety partnership',
    ],
    [
      'a district nobody knows',
      'areas.yaml',
      '[eastmole, westmole]',
      '[eastmole, westmole, midmole]',
      'areas.yaml line 31: midmole is not a district in this file',
    ],
    [
      'a district in two partnerships',
      'areas.yaml',
      '[eastmole, westmole]',
      '[eastmole, westmole, eastmole]',
      'areas.yaml line 31: eastmole is already in another partnership',
    ],
    [
      'terms by a power that carries no persons',
      'information-sharing.yaml',
      'gateway: harbour-act',
      'gateway: tide-tables',
      'information-sharing.yaml line 50: tide-tables is not a gateway by which records are given',
    ],
    [
      'terms that the law does not let through',
      'information-sharing.yaml',
      'categories: [identity, contact]',
      'categories: [identity, health]',
      'information-sharing.yaml line 44: Harbour Act does not authorise patient information',
    ],
    [
      'terms of somebody who is no party',
      'information-sharing.yaml',
      'parties: [constabulary, eastmole-council]\n  terms',
      'parties: [constabulary, lighthouse]\n  terms',
      'information-sharing.yaml line 42: lighthouse is not a known agency',
    ],
    [
      'people who do not add up',
      'areas.yaml',
      'people: 30000',
      'people: 31000',
      'areas.yaml line 5: whole.population.people is 31000, but the districts add up to 30000',
    ],
    [
      'one code for two districts',
      'areas.yaml',
      'E99000002',
      'E99000001',
      'areas.yaml line 22: onsCode E99000001 is used twice',
    ],
    [
      'map tiles without the numbers of a tile',
      'areas.yaml',
      'toBeEntered:',
      'mapTiles:\n  address: https://tiles.example/{z}/{x}.png\n  attribution: The mapper\ntoBeEntered:',
      'must have {z}, {x} and {y} where the numbers of a tile go',
    ],
    [
      'an agency that covers nowhere known',
      'agencies.yaml',
      '[eastmole]',
      '[elsewhere]',
      'agencies.yaml line 13: elsewhere is not a known district',
    ],
    [
      'two agencies with one id',
      'agencies.yaml',
      'id: eastmole-council',
      'id: constabulary',
      'agencies.yaml line 8: the id constabulary is used twice',
    ],
    [
      'a place outside its district',
      'places.csv',
      '-4.05,50.05',
      '-4.15,50.05',
      'places.csv line 2: Moleport lies outside the outline of eastmole',
    ],
    [
      'swapped coordinates',
      'places.csv',
      '-4.05,50.05',
      '50.05,-4.05',
      'places.csv line 2: longitude must be at most 2.5',
    ],
    [
      'an outline of an unknown area',
      'outline.csv',
      'westmole,-4.2,50.0\n',
      'nowhere,-4.2,50.0\n',
      'outline.csv line 11: nowhere is not a known area',
    ],
    [
      'a helpline that cannot be reached',
      'helplines.yaml',
      '    phone: 01632 960990\n',
      '',
      'helplines.yaml line 4: coast-line has neither a phone nor an address',
    ],
    [
      'a page under another name',
      'pages/help-now.md',
      'id: help-now',
      'id: help',
      'pages/help-now.md line 2: the id help must be the name of the file',
    ],
    [
      'a word nobody knows',
      'strategy.yaml',
      'owner:',
      'ownr:',
      'strategy.yaml line 2: ownr is not known here',
    ],
    [
      'a definition whose label does not say its version',
      'definition.yaml',
      'version: 3',
      'version: 4',
      'definition.yaml line 1: label must say which version this is: "version 4"',
    ],
    [
      'a cause that is a kind of event too',
      'definition.yaml',
      'tags: []',
      'tags: [{ id: indoors, title: Walls, source: { title: Invented, standing: found } }]',
      'definition.yaml line 14: indoors is a part too, and a cause is never a kind of event',
    ],
    [
      'a source that says nothing of a part',
      'evidence-sources.yaml',
      '      - { part: indoors, sight: partly, why: Some come., ask: eastmole-council }\n',
      '',
      'evidence-sources.yaml line 10: harbour-clinic says nothing of indoors',
    ],
    [
      'a source that shows what is no part of the definition',
      'evidence-sources.yaml',
      'part: quayside, sight: seen',
      'part: upstairs, sight: seen',
      'evidence-sources.yaml line 16: upstairs is not a part of the definition',
    ],
    [
      'a source that does not show a part and names nobody to ask',
      'evidence-sources.yaml',
      'Some come., ask: eastmole-council',
      'Some come.',
      'evidence-sources.yaml line 17: indoors is not wholly seen, so ask must name an agency',
    ],
    [
      'a source of which nobody known is to be asked',
      'evidence-sources.yaml',
      'ask: eastmole-council',
      'ask: lighthouse',
      'evidence-sources.yaml line 17: lighthouse is not a known agency',
    ],
  ])('with %s is refused', async (_what, file, from, to, expected) => {
    await change(file, from, to);
    expect((await problems()).join('\n')).toContain(expected);
  });

  it('with files missing names each of them', async () => {
    await rm(join(folder, 'places.csv'));
    await rm(join(folder, 'pages'), { recursive: true });
    expect(await problems()).toEqual([
      'pages line 1: holds no Markdown pages',
      'places.csv line 1: is missing',
    ]);
  });
});
