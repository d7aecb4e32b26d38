import type { Fields } from '#tests/support/visitor.ts';
import { birth } from './canaries.ts';
import type { PlantedPeople } from './planted-people.ts';
import type { PlantedWorld } from './planted-world.ts';

/** A form as its page sends it, who may send it here, and what they are answered. */
export type SentForm = { fields: Fields; rightful: keyof PlantedPeople; answer: Taken };

/** Taken, or refused for a reason that only who sees the thing is told. */
type Taken = 303 | 404 | 409 | 422;

const untilDay = { 'until-day': '1', 'until-month': '3', 'until-year': '2027' };
const words = { title: 'Harbour', summary: 'For tests', 'from-day': '1', 'from-month': '4' };
const days = { 'from-year': '2027', 'until-day': '1', 'until-month': '4', 'until-year': '2028' };

/**
 * A sound form for every route that takes one together with a number of something that can be hidden. In an order in
 * which the rightful people can send them all.
 */
export function listForms({ people }: PlantedWorld): ReadonlyMap<string, SentForm> {
  const person = people.analyst.userId;
  const record = '/person-records/:id';
  const agreement = '/information-sharing/agreements/:id';
  const version = `${agreement}/versions/:number`;
  const by = (rightful: keyof PlantedPeople, fields: Fields = {}, answer: Taken = 303) => ({
    fields,
    rightful,
    answer,
  });
  return new Map<string, SentForm>([
    [`${record}/details/:kind`, by('officer', { text: '01632 960000', note: 'Text first' })],
    [
      `${record}/change`,
      by('officer', {
        givenNames: 'Sam',
        familyName: 'Quay',
        heldAs: 'at-risk',
        processing: 'general',
        version: '2',
        ...birth,
      }),
    ],
    [`${record}/details/:kind/:detailId/removal`, by('officer')],
    [
      `${record}/named-people`,
      by('officer', { person, categories: 'contact', gateway: '', ...untilDay }),
    ],
    [`${record}/named-people/:caseRole/end`, by('officer')],
    [`${record}/exclusions`, by('lead', { person, reason: 'A friend of theirs' })],
    // A hold stands, so the rightful lead is told why not.
    [`${record}/retention/:decision`, by('lead', { reason: 'A claim was made' }, 409)],
    [`${record}/retention/disposal`, by('lead', {}, 409)],
    ['/exclusions/:id/decision', by('lead', { decision: 'ended' })],
    [`${record}/restriction`, by('officer', { change: 'restrict', version: '3' })],
    // Somebody of the agency sees it, so there is nothing to take up, for the rightful lead neither.
    [`${record}/taking-up`, by('lead', {}, 404)],
    // It was reviewed when it was planted.
    ['/broken-glass/:id', by('lead', { finding: 'justified', words: 'It was needed' }, 409)],
    ['/broken-glass/suspended/:user', by('lead', {}, 404)],
    ['/corrections/:id/acknowledgement', by('receivingLead')],
    ['/people-i-must-not-look-at/:id/end', by('linkedOfficer')],
    ['/users/role-proposals/:id/decision', by('lead', { decision: 'approved' })],
    // It went a moment ago.
    ['/users/invitations/:id/sending', by('administrator', { version: '1' }, 409)],
    ['/users/invitations/:id/withdrawal', by('administrator', { version: '1' })],
    ['/users/:id/placement', by('administrator', { version: '1', role: 'practitioner' })],
    ['/users/:id/departure', by('administrator', { version: '2', when: 'at-once' })],
    ['/teams/:id/name', by('administrator', { name: 'Quayside', version: '1' })],
    ['/teams/:id/closing', by('administrator', { version: '2' })],
    ['/your-sign-in/sessions/:id/end', by('officer')],
    [`${version}/words`, by('lead', { ...words, ...days, revision: '1' })],
    [`${version}/parties`, by('lead', { parties: 'eastmole-council', revision: '2' })],
    [
      `${version}/terms`,
      by('lead', {
        direction: 'gives',
        parties: 'constabulary',
        categories: 'identity',
        purposes: 'prevention',
        heldAs: 'at-risk',
        processing: 'general',
        gateway: 'lifeboat-rule',
        revision: '3',
      }),
    ],
    [`${version}/terms/removal`, by('lead', { terms: '0', revision: '4' })],
    // A draft of one party cannot be proposed, signed, left or ended.
    [`${version}/proposal`, by('lead', { revision: '5' }, 409)],
    [`${version}/signature`, by('lead', { authorised: 'yes' }, 409)],
    [`${version}/disposal`, by('lead', { revision: '5' })],
    [`${agreement}/versions`, by('lead')],
    [`${agreement}/departure`, by('lead', {}, 409)],
    [`${agreement}/revocation`, by('lead', { reason: 'It is over' }, 422)],
  ]);
}
