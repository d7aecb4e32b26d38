import { agree } from '#tests/support/agreement.ts';
import { browserOf } from '#tests/support/person.ts';
import { connectAs } from '#tests/support/sealing.ts';
import type { TestServiceWithApp } from '#tests/support/service.ts';
import type { Fields, SeenPage, Visitor } from '#tests/support/visitor.ts';
import { birth, canaries } from './canaries.ts';
import { makeInvitationTo } from './planted-accounts.ts';
import { makePeople, type Person, type PlantedPeople } from './planted-people.ts';

/** A record with something in every part, and what hangs on it; each as its id. */
export type PlantedWorld = {
  record: string;
  /** Only the people named on it see it. */
  restricted: string;
  /** Nobody sees it. */
  sealed: string;
  caseRole: string;
  exclusion: string;
  glass: string;
  colleague: string;
  invitation: string;
  roleProposal: string;
  agreement: string;
  people: PlantedPeople;
};

const heldHere = { heldAs: 'at-risk', processing: 'general', ...birth };

/**
 * Plants a canary in every personal field, through the pages that people write in. The clock stands two hours later
 * afterwards: broken glass has run out, and so have the sessions that planted.
 */
export async function plantWorld(opened: TestServiceWithApp): Promise<PlantedWorld> {
  const { app, service, clock } = opened;
  const people = await makePeople(service);
  const enter = (person: Person): Promise<Visitor> =>
    browserOf(app, service, person, { steppedUp: true });
  const [officer, lead, administrator] = [
    await enter(people.officer),
    await enter(people.lead),
    await enter(people.administrator),
  ];
  await agree(service, {
    gives: 'constabulary',
    receives: 'eastmole-council',
    categories: ['identity', 'contact'],
    purpose: 'prevention',
    heldAs: ['at-risk'],
  });
  const make = async (givenNames: string, familyName: string): Promise<string> =>
    idIn(await officer.post('/person-records/new', { ...heldHere, givenNames, familyName }));
  const record = await make(canaries.earlierGivenNames, canaries.familyName);
  const page = `/person-records/${record}`;
  for (const [kind, fields] of Object.entries(details)) {
    await send(officer, `${page}/details/${kind}`, fields);
  }
  await (await enter(people.receiver)).get(`${page}?purpose=prevention`);
  await send(officer, `${page}/change`, {
    ...heldHere,
    givenNames: canaries.givenNames,
    familyName: canaries.familyName,
    version: '1',
    isCorrection: 'yes',
    wrong: canaries.correction,
  });
  for (const { userId } of [people.excludedOfficer, people.excludedLead]) {
    await send(lead, `${page}/exclusions`, { person: userId, reason: canaries.exclusionReason });
  }
  await send(lead, `${page}/retention/hold-set`, { reason: canaries.retentionReason });
  await send(officer, `${page}/named-people`, {
    person: people.namedNurse.userId,
    categories: 'health',
    gateway: 'lifeboat-rule',
    'until-day': '1',
    'until-month': '3',
    'until-year': '2027',
  });
  const glass = await breakAndReview(await enter(people.nurseOfTheNight), lead);
  const restricted = await make('Robin', canaries.restrictedName);
  await send(officer, `/person-records/${restricted}/named-people`, {
    person: people.namedOfficer.userId,
    'until-day': '1',
    'until-month': '3',
    'until-year': '2027',
  });
  await send(officer, `/person-records/${restricted}/restriction`, {
    change: 'restrict',
    version: '1',
  });
  const sealed = await make('Sasha', canaries.sealedName);
  await declareLinks(await enter(people.linkedOfficer));
  const draft = await send(lead, '/information-sharing/agreements', {
    title: canaries.draftTitle,
    summary: canaries.draftSummary,
    'from-day': '1',
    'from-month': '4',
    'from-year': '2027',
    'until-day': '1',
    'until-month': '4',
    'until-year': '2028',
  });
  const accounts = await makeInvitationTo(service, administrator);
  // Who has never come is on the list of people and has no page.
  await enter({ ...people.namedOfficer, userId: accounts.colleague });
  const ids = await readIds(opened, { record, sealed });
  clock.moveTo(new Date(clock.now().getTime() + 2 * 3_600_000).toISOString());
  return {
    record,
    restricted,
    sealed,
    glass,
    agreement: draft.path.split('/')[3] ?? '',
    people,
    ...ids,
    ...accounts,
  };
}

const details: Readonly<Record<string, Fields>> = {
  alias: { text: canaries.alias },
  contact: { text: canaries.contact, note: canaries.safeContact },
  location: { text: canaries.location, note: 'refuge' },
  health: { text: canaries.health },
  informant: { text: canaries.informant, note: canaries.informantNote },
};

async function breakAndReview(nurse: Visitor, lead: Visitor): Promise<string> {
  await send(nurse, '/break-glass', {
    givenNames: canaries.givenNames,
    familyName: canaries.familyName,
    ...birth,
    agency: 'constabulary',
    gateway: 'lifeboat-rule',
    reason: `${canaries.glassReason}, and it cannot wait`,
  });
  const list = await lead.get('/broken-glass');
  const [, glass = ''] = /\/broken-glass\/([\da-f-]{36})/.exec(list.html) ?? [];
  await send(lead, `/broken-glass/${glass}`, {
    finding: 'justified',
    words: canaries.glassReview,
  });
  return glass;
}

async function declareLinks(officer: Visitor): Promise<void> {
  const links: readonly Fields[] = [
    { kind: 'person', words: `Ann ${canaries.linkedPerson}`, ...birth },
    { kind: 'address', words: `12 ${canaries.linkedAddress} Road` },
    { kind: 'contact', words: canaries.linkedContact },
  ];
  for (const link of links) await send(officer, '/people-i-must-not-look-at', link);
}

/** Seals one of the records, which no page does yet, and reads what no page shows by number. */
async function readIds(
  { service: { database } }: TestServiceWithApp,
  { record, sealed }: { record: string; sealed: string },
): Promise<Pick<PlantedWorld, 'caseRole' | 'exclusion'>> {
  const administrator = await connectAs(database, 'administrator');
  await administrator.query('update person_records set sealed_at = now() where id = $1', [sealed]);
  const idFrom = async (table: 'case_roles' | 'exclusions'): Promise<string> => {
    const { rows } = await administrator.query<{ id: string }>(
      `select id from ${table} where record_id = $1 limit 1`,
      [record],
    );
    return rows[0]?.id ?? '';
  };
  const ids = { caseRole: await idFrom('case_roles'), exclusion: await idFrom('exclusions') };
  await administrator.end();
  return ids;
}

/** Sends a form, which must be taken: a canary that was refused would be missed nowhere. */
async function send(who: Visitor, path: string, fields: Fields): Promise<SeenPage> {
  const page = await who.post(path, fields);
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}: ${page.text}`);
  return page;
}

function idIn({ path }: SeenPage): string {
  return path.split('/').at(-1) ?? '';
}
