import type { Asked } from './compare-answers.ts';
import { birth, canaries } from './canaries.ts';
import type { PlantedPeople } from './planted-people.ts';
import type { PlantedWorld } from './planted-world.ts';

/** A question somebody asks about something hidden from them, or about what never was. */
type Guess = { name: keyof PlantedPeople; ask(about: 'hidden' | 'absent'): Asked };

/** Words as long as a canary, which nothing has. */
function unheardOf(word: string): string {
  return word.replaceAll(/[a-z]/gi, 'v');
}

/** Searches, files and forms in which somebody may try whether what is hidden from them is there. */
export function listGuesses({ record, colleague }: PlantedWorld): Guess[] {
  const send = (
    name: Guess['name'],
    url: string,
    word: string,
    fieldsOf: (word: string) => Readonly<Record<string, string>>,
  ): Guess => ({
    name,
    ask(about) {
      const asked = about === 'hidden' ? word : unheardOf(word);
      return { method: 'POST', url, fields: fieldsOf(asked), words: [asked] };
    },
  });
  const open = (name: Guess['name'], urlOf: (word: string) => string, word: string): Guess => ({
    name,
    ask(about) {
      const asked = about === 'hidden' ? word : unheardOf(word);
      return { method: 'GET', url: urlOf(asked), words: [asked] };
    },
  });
  const byNumber = (name: Guess['name'], id: string, urlOf: (id: string) => string): Guess => ({
    name,
    ask: (about) => ({
      method: 'GET',
      url: urlOf(about === 'hidden' ? id : crypto.randomUUID()),
    }),
  });
  const search = (name: Guess['name'], word: string, purpose: string): Guess =>
    send(name, '/person-records', word, (typed) => ({ name: typed, purpose }));
  const { givenNames, familyName, alias, restrictedName, sealedName } = canaries;
  const whole = `${givenNames} ${familyName}`;
  const outsiders = [
    'stranger',
    'strangersLead',
    'nurseOfTheNight',
    'excludedOfficer',
    'excludedLead',
  ] as const;
  return [
    ...outsiders.flatMap((name) => [
      ...[familyName, whole, alias].map((word) => search(name, word, 'prevention')),
      search(name, familyName, 'immediate-risk'),
      send(name, '/person-records', familyName, (typed) => ({
        name: typed,
        purpose: 'safeguarding',
        ...birth,
      })),
    ]),
    search('lead', restrictedName, 'prevention'),
    search('linkedOfficer', restrictedName, 'prevention'),
    search('officer', sealedName, 'prevention'),
    search('lead', sealedName, 'immediate-risk'),
    ...(['strangersLead', 'excludedLead', 'receivingLead'] as const).flatMap((name) => [
      send(name, '/everything-held', whole, (typed) => ({ name: typed, ...birth })),
      send(name, '/everything-held/file', whole, (typed) => ({ name: typed, ...birth })),
    ]),
    send('stranger', '/break-glass', sealedName, (typed) => ({
      givenNames: 'Sasha',
      familyName: typed,
      ...birth,
      agency: 'constabulary',
      gateway: 'lifeboat-rule',
      reason: 'Somebody will be hurt tonight',
    })),
    // Who writes a record of their own agency is not told that another agency holds the same person.
    send('stranger', '/person-records/new', familyName, (typed) => ({
      givenNames,
      familyName: typed,
      heldAs: 'at-risk',
      processing: 'general',
      ...birth,
    })),
    open('strangersAdministrator', (typed) => `/users?search=${typed}`, canaries.colleagueName),
    open('strangersAdministrator', (typed) => `/users?search=${typed}`, canaries.colleagueEmail),
    send('strangersAdministrator', '/users/invitations', canaries.colleagueEmail, (typed) => ({
      name: 'Kim Sand',
      email: typed,
      role: 'practitioner',
    })),
    ...(['strangersLead', 'excludedLead'] as const).flatMap((name) => [
      byNumber(name, record, (id) => `/audit?kind=person-record&record=${id}`),
      byNumber(name, record, (id) => `/audit.csv?kind=person-record&record=${id}`),
    ]),
    byNumber('strangersAdministrator', colleague, (id) => `/users?search=${id}`),
  ];
}
