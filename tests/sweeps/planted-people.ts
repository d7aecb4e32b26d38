import type { Service } from '#core/service.ts';
import { makePerson } from '#tests/support/person.ts';

export type Person = Awaited<ReturnType<typeof makePerson>>;

export type PlantedPeople = Readonly<
  Record<
    | 'officer'
    | 'lead'
    | 'administrator'
    | 'namedOfficer'
    | 'linkedOfficer'
    | 'excludedOfficer'
    | 'excludedLead'
    | 'analyst'
    | 'receiver'
    | 'receivingLead'
    | 'namedNurse'
    | 'nurseOfTheNight'
    | 'stranger'
    | 'strangersLead'
    | 'strangersAdministrator',
    Person
  >
>;

/** An agency that no agreement of these worlds gives anything. */
const strangers = 'northmole-council';
/** Everybody of these worlds, and the agency that some of them are of. */
export async function makePeople(service: Service): Promise<PlantedPeople> {
  await service.database.transaction({ kind: 'system', name: 'start' }, (tx) =>
    tx
      .insertInto('agencies')
      .values({ id: strangers, name: 'Northmole Council', kind: 'district-council' })
      .execute(),
  );
  const make = (...who: [Parameters<typeof makePerson>[1], string?]) => makePerson(service, ...who);
  return {
    officer: await make('practitioner'),
    lead: await make('information-governance'),
    administrator: await make('administrator'),
    namedOfficer: await make('coordinator'),
    linkedOfficer: await make('practitioner'),
    excludedOfficer: await make('practitioner'),
    excludedLead: await make('information-governance'),
    analyst: await make('analyst'),
    receiver: await make('practitioner', 'eastmole-council'),
    receivingLead: await make('information-governance', 'eastmole-council'),
    namedNurse: await make('practitioner', strangers),
    nurseOfTheNight: await make('practitioner', strangers),
    stranger: await make('practitioner', strangers),
    strangersLead: await make('information-governance', strangers),
    strangersAdministrator: await make('administrator', strangers),
  };
}
