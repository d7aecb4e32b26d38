import type { PlantedPeople } from './planted-people.ts';
import type { PlantedWorld } from './planted-world.ts';

/** Something with a number, and people of these worlds who must not learn that it is there. */
export type HiddenThing = {
  /** The beginning of the addresses that it is asked for by. */
  start: string;
  id: string;
  hiddenFrom: readonly (keyof PlantedPeople)[];
};

/** Numbers that no page gives, as an administrator of the database read them. */
export type HiddenNumbers = Readonly<
  Record<'detail' | 'notice' | 'link' | 'session' | 'team', string>
>;

/** Everything with a number that is hidden from somebody. */
export function listHiddenThings(world: PlantedWorld, numbers: HiddenNumbers): HiddenThing[] {
  const otherAgency = ['strangersAdministrator'] as const;
  return [
    {
      start: '/person-records/:id',
      id: world.record,
      hiddenFrom: ['stranger', 'strangersLead', 'excludedOfficer', 'excludedLead'],
    },
    { start: '/person-records/:id', id: world.restricted, hiddenFrom: ['linkedOfficer', 'lead'] },
    { start: '/person-records/:id', id: world.sealed, hiddenFrom: ['officer', 'lead'] },
    {
      start: '/exclusions/:id',
      id: world.exclusion,
      hiddenFrom: ['strangersLead', 'excludedLead', 'receivingLead'],
    },
    {
      start: '/broken-glass/:id',
      id: world.glass,
      hiddenFrom: ['stranger', 'strangersLead', 'excludedOfficer', 'excludedLead'],
    },
    { start: '/broken-glass/suspended/:user', id: world.colleague, hiddenFrom: ['strangersLead'] },
    {
      start: '/corrections/:id',
      id: numbers.notice,
      hiddenFrom: ['strangersLead', 'excludedLead', 'lead'],
    },
    {
      start: '/people-i-must-not-look-at/:id',
      id: numbers.link,
      hiddenFrom: ['officer', 'stranger'],
    },
    { start: '/users/invitations/:id', id: world.invitation, hiddenFrom: otherAgency },
    { start: '/users/role-proposals/:id', id: world.roleProposal, hiddenFrom: otherAgency },
    { start: '/users/:id', id: world.colleague, hiddenFrom: otherAgency },
    { start: '/teams/:id', id: numbers.team, hiddenFrom: otherAgency },
    { start: '/your-sign-in/sessions/:id', id: numbers.session, hiddenFrom: ['stranger', 'lead'] },
    {
      start: '/information-sharing/agreements/:id',
      id: world.agreement,
      hiddenFrom: ['stranger', 'strangersLead', 'strangersAdministrator', 'receivingLead'],
    },
  ];
}

/** Routes with a part to fill in that hides nothing from anybody who may open them at all, or is itself the secret. */
export const hidesNothing: readonly string[] = [
  '/pages/:id',
  '/governance-documents/:id',
  '/evidence/areas/:code',
  '/evidence/imports/:id',
  '/evidence/partner-counts/imports/:id',
  '/findings/:id',
  '/sign-in/agency/:provider',
  '/first-password/:token',
  // An upload is its sender's own: tests/fuzz/hostile-people.test.ts.
  '/evidence/partner-counts/uploads/:id',
  // A number of one's own browser; no two people have passkeys here.
  '/your-sign-in/passkeys/:id',
  // Who asked for a job reads its state: src/core/jobs/job-routes.test.ts.
  '/jobs/:id',
];
