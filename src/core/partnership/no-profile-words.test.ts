import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#platform/project-root.ts';
import { loadDemonstration } from './load-demonstration.ts';
import { loadProfile } from './load-profile.ts';

const folder = join(projectRoot, 'partnership/warwickshire');
const readByMachines = /\.(ts|tsx|js|mjs|css|scss|sql|html|njk)$/;

/** Which profile is opened when none is asked for is the one thing the code may know. */
const allowed = [{ file: 'src/config.ts', text: ".default('warwickshire')" }];

/** Names of the profile and its story that stand in a text, as whole words in any case. */
function findWords(words: readonly string[], text: string): string[] {
  const lower = text.toLowerCase();
  return words.filter((word) => {
    const literal = word.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return new RegExp(String.raw`(?<![a-z0-9])${literal}(?![a-z0-9])`).test(lower);
  });
}

async function listCode(below: string): Promise<string[]> {
  const names = await readdir(join(projectRoot, below), { recursive: true });
  return names
    .filter((name) => readByMachines.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => `${below}/${name}`);
}

async function readCode(file: string): Promise<string> {
  const text = await readFile(join(projectRoot, file), 'utf8');
  return allowed
    .filter((entry) => entry.file === file)
    .reduce((rest, entry) => rest.replace(entry.text, ''), text);
}

describe('the code', () => {
  let words: string[] = [];

  beforeAll(async () => {
    const { identity, areas, agencies, places } = await loadProfile(folder);
    const { cast, story } = await loadDemonstration(folder);
    const named = [
      areas.whole,
      ...areas.districts,
      ...areas.communitySafetyPartnerships,
      ...places,
      ...cast.people,
      ...cast.storyPeople,
      ...cast.groups,
      ...cast.organisations,
      ...story.places,
    ];
    // An agency known by its kind alone, such as "Probation Service", is not a name of this place.
    const local = areas.districts.map(({ name }) => name);
    const agencyNames = agencies
      .map(({ name }) => name)
      .filter((name) => findWords([areas.whole.name, ...local], name).length > 0);
    words = [
      ...new Set([
        identity.name,
        identity.organisation,
        areas.policeForce.name,
        areas.policeForce.slug,
        ...named.map(({ name }) => name),
        ...areas.districts.flatMap(({ id, onsCode }) => [id, onsCode]),
        ...agencyNames,
      ]),
    ];
  });

  it('is looked through for every name of the profile and its story', () => {
    expect(words.length).toBeGreaterThan(70);
    expect(words).toEqual(
      expect.arrayContaining(['Rugby', 'Kenilworth', 'E07000218', 'Ruth Ellerby']),
    );
  });

  it('would be caught with a name in it, in any case, and not with half of one', () => {
    expect(findWords(words, "const force = 'warwickshire police';")).toContain(
      'Warwickshire Police',
    );
    expect(findWords(words, "district === 'nuneaton-and-bedworth'")).toContain(
      'nuneaton-and-bedworth',
    );
    expect(findWords(words, 'const rugbyish = barleyfield;')).toEqual([]);
  });

  it('names nothing that belongs to one partnership', async () => {
    const files = [...(await listCode('src')), ...(await listCode('database'))];
    expect(files).toContain('src/core/partnership/load-profile.ts');
    const found: string[] = [];
    for (const file of files)
      for (const word of findWords(words, await readCode(file))) found.push(`${file} says ${word}`);
    expect(found).toEqual([]);
  });
});
