// Slips in the policies of the protected tables. Their text is as PostgreSQL writes it back.
import {
  hasSteppedUp,
  inOnePolicy as one,
  isLead,
  isStrong,
  mine,
  myAgency,
} from './policy-words.ts';
import { always, drop, inPolicy, orElse, statement, swap, type Fault } from './fault.ts';

const notExcluded =
  '(NOT (id IN ( SELECT excluded_records.record_id FROM access.excluded_records() excluded_records(record_id))))';
const ofOwner = `(r.owner_agency_id = ${myAgency})`;
const received =
  '((owner_agency_id, held_as, processing) IN ( SELECT received.giver, received.held_as, received.processing';

const ofRecords: readonly Fault[] = [
  one('a password alone shows records', 'person_records.seen', drop(isStrong)),
  one('sealed records are shown', 'person_records.seen', drop('(sealed_at IS NULL)')),
  one('exclusions are forgotten', 'person_records.seen', drop(notExcluded)),
  one('restricted is forgotten', 'person_records.seen', drop('(NOT is_restricted)')),
  one(
    'restricted is forgotten for agreements only',
    'person_records.seen',
    swap(
      'OR (id IN ( SELECT named_records',
      `OR ((owner_agency_id, held_as, processing) IN (select giver, held_as, processing
         from access.received('identity'))) OR (id IN ( SELECT named_records`,
    ),
  ),
  one(
    'restricted is forgotten for the own agency only',
    'person_records.seen',
    swap(
      'OR (id IN ( SELECT named_records',
      `OR (owner_agency_id = ${myAgency}) OR (id IN ( SELECT named_records`,
    ),
  ),
  one(
    'a case role or break-glass beats what denies',
    'person_records.seen',
    orElse(`id in (select record_id from access.named_records('identity'))`),
  ),
  one(
    'break-glass beats an exclusion',
    'person_records.seen',
    swap(
      notExcluded,
      `(${notExcluded} or id in (select record_id from access.named_records('identity')
         where path = 'break-glass'))`,
    ),
  ),
  one(
    'a case role beats a seal',
    'person_records.seen',
    swap(
      '(sealed_at IS NULL)',
      `(sealed_at is null or id in (select record_id from access.named_records('identity')))`,
    ),
  ),
  one(
    'the own agency beats what denies',
    'person_records.seen',
    orElse(`owner_agency_id = ${myAgency} and ${isStrong} and not is_restricted`),
  ),
  one(
    'the own agency sees nothing',
    'person_records.seen',
    swap(`(owner_agency_id = ${myAgency})`, 'false'),
  ),
  one(
    'who is named sees nothing',
    'person_records.seen',
    swap("access.named_records('identity'::text)", "access.named_records('nothing'::text)"),
  ),
  one(
    'agreements give nothing',
    'person_records.seen',
    swap("access.received('identity'::text)", "access.received('nothing'::text)"),
  ),
  one(
    'agreements forget in which capacity',
    'person_records.seen',
    swap(
      received,
      '((owner_agency_id, processing) IN ( SELECT received.giver, received.processing',
    ),
  ),
  one(
    'agreements forget the kind of processing',
    'person_records.seen',
    swap(received, '((owner_agency_id, held_as) IN ( SELECT received.giver, received.held_as'),
  ),
  one(
    'agreements forget who gives',
    'person_records.seen',
    swap(received, '((held_as, processing) IN ( SELECT received.held_as, received.processing'),
  ),
  one(
    'an agreement over contacts shows the record',
    'person_records.seen',
    swap("access.received('identity'::text)", "access.received('contact'::text)"),
  ),
  one(
    'a case role is asked for contacts',
    'person_records.seen',
    swap("access.named_records('identity'::text)", "access.named_records('contact'::text)"),
  ),
  one('every record is shown', 'person_records.seen', always()),
  one('a password alone makes records', 'person_records.made', drop(isStrong)),
  one(
    'records are made for other agencies',
    'person_records.made',
    drop(`(owner_agency_id = ${myAgency})`),
  ),
  one("records are made in another's name", 'person_records.made', drop(`(created_by = ${mine})`)),
  one('a password alone changes records', 'person_records.changed', drop(isStrong)),
  one('sealed records are changed', 'person_records.changed', drop('(sealed_at IS NULL)')),
  one('who is excluded changes the record', 'person_records.changed', drop(notExcluded)),
  one('restricted records are changed', 'person_records.changed', drop('(NOT is_restricted)')),
  one(
    'who is named may not change',
    'person_records.changed',
    swap("access.named_records('identity'::text)", "access.named_records('nothing'::text)"),
  ),
  {
    name: 'records of others are changed',
    edits: [
      inPolicy('person_records.changed', drop(`(owner_agency_id = ${myAgency})`)),
      inPolicy('person_records.changed', always(), 'with_check'),
    ],
  },
  {
    name: 'records pass to other agencies',
    edits: [
      inPolicy('person_records.changed', always(), 'with_check'),
      statement(
        'grant update (owner_agency_id) on person_records to breakwater_app',
        'revoke update (owner_agency_id) on person_records from breakwater_app',
      ),
    ],
  },
];

const ofParts: readonly Fault[] = [
  one('every alias is shown', 'person_aliases.seen', always()),
  one('every contact is shown', 'person_contacts.seen', always()),
  one('every location is shown', 'person_locations.seen', always()),
  one('every health note is shown', 'person_health.seen', always()),
  one('every informant is shown', 'person_informants.seen', always()),
  one(
    'contacts of restricted records are shown',
    'person_contacts.seen',
    drop('(NOT r.is_restricted)'),
  ),
  one(
    'locations of restricted records are shown',
    'person_locations.seen',
    drop('(NOT r.is_restricted)'),
  ),
  one(
    'health notes of restricted records are shown',
    'person_health.seen',
    drop('(NOT r.is_restricted)'),
  ),
  one(
    'informants of restricted records are shown',
    'person_informants.seen',
    drop('(NOT r.is_restricted)'),
  ),
  one(
    'contacts are shown with the record',
    'person_contacts.seen',
    swap("access.received('contact'::text)", "access.received('identity'::text)"),
  ),
  one(
    'every case role shows contacts',
    'person_contacts.seen',
    swap("access.named_records('contact'::text)", "access.named_records('identity'::text)"),
  ),
  one(
    'contacts are not shown to who is named',
    'person_contacts.seen',
    swap("access.named_records('contact'::text)", "access.named_records('nothing'::text)"),
  ),
  one(
    'locations are shown without showing oneself again',
    'person_locations.seen',
    drop(hasSteppedUp),
  ),
  one(
    'locations are shown with contacts',
    'person_locations.seen',
    swap("access.received('location'::text)", "access.received('contact'::text)"),
  ),
  one(
    'break-glass shows locations',
    'person_locations.seen',
    swap("access.named_records('location'::text)", "access.named_records('identity'::text)"),
  ),
  one(
    'health notes are shown with contacts',
    'person_health.seen',
    swap("access.received('health'::text)", "access.received('contact'::text)"),
  ),
  one(
    'every case role shows health notes',
    'person_health.seen',
    swap("access.named_records('health'::text)", "access.named_records('identity'::text)"),
  ),
  one(
    'agreements give informants',
    'person_informants.seen',
    orElse(`exists (select 1 from person_records r where r.id = record_id and not r.is_restricted
      and r.owner_agency_id in (select giver from access.received('identity')))`),
  ),
  one(
    'every case role shows informants',
    'person_informants.seen',
    swap("access.named_records('informant'::text)", "access.named_records('identity'::text)"),
  ),
  one('aliases are added to records of others', 'person_aliases.made', drop(ofOwner)),
  one('contacts are added to every record', 'person_contacts.made', always()),
  one('health notes are added to records of others', 'person_health.made', drop(ofOwner)),
  one('aliases of others are removed', 'person_aliases.removed', drop(ofOwner)),
  one('every informant is removed', 'person_informants.removed', always()),
  one(
    'contacts that are not seen are removed',
    'person_contacts.removed',
    drop('(NOT r.is_restricted)'),
  ),
  one(
    'locations are removed without showing oneself again',
    'person_locations.removed',
    drop(hasSteppedUp),
  ),
  one('health notes of others are removed', 'person_health.removed', drop(ofOwner)),
];

const ofPeople: readonly Fault[] = [
  one(
    'case roles are shown without the record',
    'case_roles.seen',
    swap('(EXISTS ( SELECT 1 FROM person_records r WHERE (r.id = case_roles.record_id)))', 'true'),
  ),
  one('case roles of others are shown', 'case_roles.seen', drop(ofOwner)),
  one(
    'who is named does not see that they are',
    'case_roles.seen',
    swap(`(user_id = ${mine})`, 'false'),
  ),
  one("people are named in another's name", 'case_roles.made', drop(`(given_by = ${mine})`)),
  one('people name themselves', 'case_roles.made', drop(`(user_id <> ${mine})`)),
  one('people are named on records of others', 'case_roles.made', drop(ofOwner)),
  one(
    'who is not named names others on a restricted record',
    'case_roles.made',
    swap('(NOT r.is_restricted)', 'true'),
  ),
  one(
    'broken glass is a ground for naming others',
    'case_roles.made',
    swap(`(n.path = 'case-role'::text)`, 'true'),
  ),
  one('case roles on records of others are ended', 'case_roles.ended', drop(ofOwner)),
  one(
    "case roles are ended in another's name",
    'case_roles.ended:check',
    drop(`(ended_by = ${mine})`),
  ),
  one('everybody sees exclusions', 'exclusions.seen', drop(isLead)),
  one('who is excluded sees it', 'exclusions.seen', drop(`(user_id <> ${mine})`)),
  one('leads see exclusions from records of others', 'exclusions.seen', drop(ofOwner)),
  one('everybody makes exclusions', 'exclusions.made', drop(isLead)),
  one("exclusions are made in another's name", 'exclusions.made', drop(`(made_by = ${mine})`)),
  one('exclusions are made from records of others', 'exclusions.made', drop(ofOwner)),
  one('everybody ends exclusions', 'exclusions.changed', drop(isLead)),
  one('leads end exclusions from records of others', 'exclusions.changed', drop(ofOwner)),
  one(
    "exclusions are ended in another's name",
    'exclusions.changed:check',
    drop(`(ended_by = ${mine})`),
  ),
  one(
    'the end is taken from exclusions',
    'exclusions.changed:check',
    drop('(ended_at IS NOT NULL)'),
  ),
  one('everybody of the owner sees broken glass', 'broken_glass.seen', drop(isLead)),
  one('leads see glass broken for records of others', 'broken_glass.seen', drop(ofOwner)),
  {
    name: 'a second policy lets in more',
    showsIn: { lists: ['person_contacts'] },
    edits: [
      statement(
        'create policy also on person_contacts for select to breakwater_app using (true)',
        'drop policy also on person_contacts',
      ),
    ],
  },
  {
    name: 'everybody may write broken glass',
    showsIn: { writes: ['broken_glass'] },
    edits: [
      statement(
        `grant insert on broken_glass to breakwater_app;
         create policy made on broken_glass for insert to breakwater_app with check (true)`,
        `drop policy made on broken_glass; revoke insert on broken_glass from breakwater_app`,
      ),
    ],
  },
  {
    name: 'a table has no row security',
    showsIn: { lists: ['person_health'] },
    edits: [
      statement(
        'alter table person_health disable row level security',
        'alter table person_health enable row level security',
      ),
    ],
  },
  {
    name: 'the owner of the tables is not held to it',
    showsIn: { lists: [] },
    edits: [
      statement(
        'alter table person_records no force row level security',
        'alter table person_records force row level security',
      ),
    ],
  },
];

export const faultsInPolicies: readonly Fault[] = [...ofRecords, ...ofParts, ...ofPeople];
