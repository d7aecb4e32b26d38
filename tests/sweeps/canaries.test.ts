import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeLog, type Log } from '#platform/log.ts';
import { takeMail } from '#tests/support/mail.ts';
import { browserOf } from '#tests/support/person.ts';
import { openRecordEntries, type RecordEntries } from '#tests/support/record-entries.ts';
import { connectAs } from '#tests/support/sealing.ts';
import { openTestApp, type TestServiceWithApp } from '#tests/support/service.ts';
import { listAddresses } from './addresses.ts';
import { canaries, fields, fieldsIn } from './canaries.ts';
import { bringOnlookers } from './onlookers.ts';
import { placeInFiles, readEverything, writeFiles } from './outbound.ts';
import { plantWorld, type PlantedWorld } from './planted-world.ts';
import { rights, type Onlooker } from './rights.ts';
import { sweepPages, type Swept } from './sweep-pages.ts';

let opened: TestServiceWithApp;
let world: PlantedWorld;
let administrator: pg.Client;
let entries: RecordEntries;
const said: string[] = [];
const swept = new Map<Onlooker, Swept>();

/** Somebody of each role, with as few rights as anybody of it: they ask for every address. */
const ofEveryRole: ReadonlySet<Onlooker> = new Set<Onlooker>([
  'nurseOfTheNight',
  'strangersLead',
  'strangersAdministrator',
  'namedOfficer',
  'analyst',
  'somebodyOutside',
  'officerWithPasswordOnly',
]);

beforeAll(async () => {
  opened = await openTestApp({ demonstration: true, log: keepLog(said) });
  world = await plantWorld(opened);
  administrator = await connectAs(opened.service.database, 'administrator');
  entries = openRecordEntries(opened.service.database.address);
  const addresses = listAddresses(opened.app, world);
  const watched = {
    records: [world.record, world.restricted, world.sealed],
    entries,
  };
  const onlookers = [...(await bringOnlookers(opened, world.people, administrator))];
  const refused = new Map<string | undefined, readonly string[]>();
  const sweepAll = (some: typeof onlookers, addressesFor: (role?: string) => readonly string[]) =>
    // Each asks for one page after the other, all at once: their entries are told apart by who they are.
    Promise.all(
      some.map(async ([name, onlooker]) => {
        const found = await sweepPages(onlooker, addressesFor(onlooker.role), watched);
        swept.set(name, found);
        if (onlooker.role !== undefined) refused.set(onlooker.role, found.refused);
      }),
    );
  await sweepAll(
    onlookers.filter(([name]) => ofEveryRole.has(name)),
    () => addresses,
  );
  // What a role is refused is refused before anything is read, and figures are the same for everybody who may read.
  await sweepAll(
    onlookers.filter(([name]) => !ofEveryRole.has(name)),
    (role) =>
      addresses.filter(
        (url) => !url.startsWith('/evidence') && !(refused.get(role) ?? []).includes(url),
      ),
  );
}, 120_000);
afterAll(async () => {
  await administrator.end();
  await entries.close();
  await opened.close();
});

const namesOf = Object.keys(rights) as Onlooker[];

describe('over every address of the service', () => {
  test.each(namesOf)('%s is shown what the rules give them, and nothing else', (name) => {
    const met = swept.get(name)?.met ?? new Map<string, readonly string[]>();
    const allowed = new Set<string>(rights[name]);
    const leaks = [...met].filter(([field]) => !allowed.has(field));
    expect(leaks).toEqual([]);
    expect([...met.keys()].toSorted()).toEqual([...allowed].toSorted());
  });

  test('every canary but the sealed one is met by somebody, so that none was planted in vain', () => {
    const met = new Set([...swept.values()].flatMap((one) => [...one.met.keys()]));
    expect(fields.filter((field) => !met.has(field))).toEqual(['sealedName']);
  });

  test('no page broke, and each was either shown, refused, or not there', () => {
    const statuses = new Set([...swept.values()].flatMap((one) => [...one.statuses]));
    expect(statuses).toEqual(new Set([200, 303, 403, 404, 409]));
  });

  test('whoever is given the number of a record of a person has an entry about it, from that request', () => {
    const missing = [...swept].flatMap(([name, one]) =>
      one.withoutEntry.map((url) => `${name} ${url}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('what leaves the service otherwise', () => {
  test('mail says nothing of anybody, but to whom it goes', async () => {
    const kept = await takeMail(opened.service);
    const templates = new Set(kept.map(({ template }) => template));
    expect([...templates]).toEqual(expect.arrayContaining(['review-due', 'break-glass-notice']));
    const { rows } = await administrator.query<{ words: string }>(
      `select (to_jsonb(mail) - 'recipient')::text as words from outgoing_mail mail`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(kept.length);
    expect(rows.flatMap(({ words }) => [...fieldsIn(words)])).toEqual([]);
  });

  test('no file that is written holds a canary, neither Parquet nor the exported log', async () => {
    await writeFiles(opened);
    const files = await readEverything(opened.dataDirectory);
    const withPlace = files.filter(({ text }) => text.includes(placeInFiles));
    expect(withPlace.map(({ path }) => /\w+$/.exec(path)?.[0])).toContain('parquet');
    expect(files.find(({ path }) => path.endsWith('entries.jsonl'))?.text).toContain(
      'person-record.read',
    );
    const found = files.flatMap(({ path, text }) => [...fieldsIn(text)].map((f) => `${f} ${path}`));
    expect(found).toEqual([]);
  });

  test('a page that breaks says nothing of what was sent, nor does the log, even at its most talkative', async () => {
    const officer = await browserOf(opened.app, opened.service, world.people.officer);
    const pages: string[] = [];
    for (const breaking of waysToBreak) {
      await administrator.query(breaking);
      const { status, html } = await officer.post(
        `/person-records/${world.record}/details/contact`,
        {
          text: canaries.contact,
          note: canaries.safeContact,
        },
      );
      expect(status, breaking).toBe(500);
      pages.push(html);
      await administrator.query(mending);
    }
    expect([...fieldsIn(pages.join())]).toEqual([]);
    expect(said.filter((line) => line.includes('a request failed'))).toHaveLength(
      waysToBreak.length,
    );
    expect([...fieldsIn(said.join())]).toEqual([]);
  });
});

/** A table that refuses a row with a message that has it, with a value that cannot be, and as a rule of its own. */
const waysToBreak = [
  `alter table person_contacts add constraint never check (value = '') not valid`,
  refusing(`raise exception 'no' using detail = new.value, hint = new.safe_contact`),
  refusing(`perform new.value::integer`),
];
const mending = `alter table person_contacts drop constraint if exists never;
  drop function if exists refuse_contact() cascade`;

function refusing(statement: string): string {
  return `create function refuse_contact() returns trigger language plpgsql as
      $$ begin ${statement}; return new; end $$;
    create trigger refuse before insert on person_contacts for each row execute function refuse_contact()`;
}

/** Keeps every line that the service logs, down to the least. */
function keepLog(lines: string[]): Log {
  return makeLog('trace', { write: (line) => void lines.push(line) });
}
