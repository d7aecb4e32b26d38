import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserOf } from '#tests/support/person.ts';
import { listRoutes, type Route } from '#tests/support/route-table.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import type { Fields, Visitor } from '#tests/support/visitor.ts';
import { answerTo, differenceOf, type Asked } from './compare-answers.ts';
import { listForms, type SentForm } from './forms.ts';
import { listGuesses } from './guesses.ts';
import { hidesNothing, listHiddenThings, type HiddenThing } from './hidden-things.ts';
import { fingerprint, readHiddenNumbers } from './hidden-numbers.ts';
import type { PlantedPeople } from './planted-people.ts';
import { plantWorld, type PlantedWorld } from './planted-world.ts';

type Name = keyof PlantedPeople;

let opened: TestServiceWithApp;
let world: PlantedWorld;
let administrator: pg.Client;
let things: readonly HiddenThing[];
let forms: ReadonlyMap<string, SentForm>;
let detail: string;
const browsers = new Map<Name, Visitor>();

beforeAll(async () => {
  opened = await openTestApp();
  world = await plantWorld(opened);
  administrator = await connectAs(opened.service.database, 'administrator');
  for (const [name, person] of Object.entries(world.people)) {
    const browser = await browserOf(opened.app, opened.service, person, { steppedUp: true });
    browsers.set(name as Name, browser);
  }
  await at('administrator').post('/teams', { name: 'Harbourside' });
  const numbers = await readHiddenNumbers(administrator, world);
  ({ detail } = numbers);
  things = listHiddenThings(world, numbers);
  forms = listForms(world);
});
afterAll(async () => {
  await administrator.end();
  await opened.close();
});

function at(name: Name): Visitor {
  const browser = browsers.get(name);
  if (browser === undefined) throw new Error(`${name} has no browser.`);
  return browser;
}

/** The routes that something hidden is asked for by, the most particular beginning first. */
function routesOf({ start }: HiddenThing) {
  return listRoutes(opened.app).filter(({ path }) => startOf(path) === start);
}

function startOf(path: string): string | undefined {
  const starts = [...things.map(({ start }) => start), ...hidesNothing];
  return starts
    .filter((start) => path === start || path.startsWith(`${start}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

function fill(path: string, id: string, below: { caseRole: string; detailId: string }): string {
  return path
    .replace(/:(id|user)/, id)
    .replace(':caseRole', below.caseRole)
    .replace(':detailId', below.detailId)
    .replace(':kind', 'contact')
    .replace(':decision', 'hold-set')
    .replace(':number', '1');
}

/** The same request for what is hidden and for what never was, in every way in which the route can be asked. */
function* listPairs(
  { method, path }: Route,
  { id, hiddenFrom }: HiddenThing,
  name: Name,
): Generator<[Asked, Asked]> {
  const hidden = fill(path, id, { caseRole: world.caseRole, detailId: detail });
  const absent = fill(path, randomUUID(), { caseRole: randomUUID(), detailId: randomUUID() });
  const pair = (query = '', fields?: Fields): [Asked, Asked] => {
    const sent = fields === undefined ? { method } : { method, fields };
    return [
      { ...sent, url: hidden + query },
      { ...sent, url: absent + query },
    ];
  };
  if (method === 'POST') {
    yield pair('', formOf(path).fields);
    yield pair('', {});
    return;
  }
  // A HEAD is answered by what answers the GET, so one of them asks it.
  if (method === 'HEAD' && name !== hiddenFrom[0]) return;
  yield pair();
  if (path === '/person-records/:id') yield pair('?purpose=prevention');
  if (/(exclusions|named-people)$/.test(path)) yield pair('?who=The');
}

function formOf(path: string): SentForm {
  const form = forms.get(path);
  if (form === undefined) throw new Error(`Which form does POST ${path} take? Say it in forms.ts.`);
  return form;
}

test('every route with a number is known: what it hides, and from whom, or that it hides nothing', () => {
  const unknown = listRoutes(opened.app).filter(
    ({ path }) => path.includes(':') && startOf(path) === undefined,
  );
  expect(unknown).toEqual([]);
});

describe('what is hidden is answered as what is not there, byte for byte', () => {
  test('on every route, by every method, whatever is sent; and nothing is changed', async () => {
    const before = await fingerprint(administrator);
    const told: string[] = [];
    let compared = 0;
    await Promise.all(
      [...browsers].map(async ([name, visitor]) => {
        for (const thing of things.filter(({ hiddenFrom }) => hiddenFrom.includes(name))) {
          for (const [hidden, absent] of routesOf(thing).flatMap((route) => [
            ...listPairs(route, thing, name),
          ])) {
            const answer = await answerTo(visitor, hidden);
            const difference = differenceOf(answer, await answerTo(visitor, absent));
            compared += 1;
            if (difference !== undefined)
              told.push(`${name} ${hidden.method} ${hidden.url}: ${difference}`);
          }
        }
      }),
    );
    expect(told).toEqual([]);
    expect(compared).toBeGreaterThan(400);
    expect(await fingerprint(administrator)).toEqual(before);
  }, 120_000);

  test('whatever is looked for, by words, a number or an address that somebody might guess', async () => {
    const told: string[] = [];
    for (const { name, ask } of listGuesses(world)) {
      const [hidden, absent] = [ask('hidden'), ask('absent')];
      // A search of the log is in the log of the next: both are asked after one.
      if (hidden.method === 'GET') await answerTo(at(name), absent);
      const difference = differenceOf(
        await answerTo(at(name), hidden),
        await answerTo(at(name), absent),
      );
      if (difference !== undefined)
        told.push(`${name} ${hidden.method} ${hidden.url}: ${difference}`);
    }
    expect(told).toEqual([]);
  });

  test('though the forms were sound: the rightful people send the same, and are answered', async () => {
    const wrong: string[] = [];
    for (const [path, { fields, rightful, answer }] of forms) {
      const thing = things.find(({ start }) => start === startOf(path));
      const url = fill(path, thing?.id ?? '', { caseRole: world.caseRole, detailId: detail });
      const { status, body } = await answerTo(at(rightful), { method: 'POST', url, fields });
      if (status !== answer)
        wrong.push(`${rightful} ${path}: ${status} ${/<h1[\s\S]{0,500}/.exec(body)?.[0] ?? ''}`);
    }
    expect(wrong).toEqual([]);
  });
});
