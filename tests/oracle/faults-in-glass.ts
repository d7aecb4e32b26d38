// Slips in restricting, breaking the glass and excluding by links: rules 36 to 44.
import { drop, inFunction, type Fault } from './fault.ts';
import { inOnePolicy, isStrong, mine } from './policy-words.ts';

function one(name: string, place: string, from: string, to: string): Fault {
  return { name, edits: [inFunction(place, from, to)] };
}

const ofRestricting: readonly Fault[] = [
  one('restricted records are restricted again', 'restrict_record', 'and not r.is_restricted', ''),
  one('sealed records are restricted', 'restrict_record', 'and r.sealed_at is null', ''),
  one('a password alone restricts', 'restrict_record', 'and me.is_strong', ''),
  one(
    'records of others are restricted',
    'restrict_record',
    'and r.owner_agency_id = me.agency_id',
    '',
  ),
  one(
    'who is excluded restricts',
    'restrict_record',
    'and r.id not in (select e.record_id from access.excluded_records() e)',
    '',
  ),
  one('who restricts is named for less', 'restrict_record', ", 'informant'", ''),
  one('who restricts is named for ever', 'restrict_record', '1 year', '10 years'),
  one(
    'everybody takes up records',
    'forsaken_records',
    "and me.role = 'information-governance'",
    '',
  ),
  one('a password alone takes up records', 'forsaken_records', 'me.is_strong and', ''),
  one(
    'records of others are taken up',
    'forsaken_records',
    'r.owner_agency_id = me.agency_id and',
    '',
  ),
  one('open records are taken up', 'forsaken_records', 'and r.is_restricted', ''),
  one('sealed records are taken up', 'forsaken_records', 'and r.sealed_at is null', ''),
  one(
    'who is excluded takes up a record',
    'forsaken_records',
    'and r.id not in (select e.record_id from access.excluded_records() e)',
    '',
  ),
  one(
    'records of which somebody takes care are taken up',
    'forsaken_records',
    'c.record_id = r.id and',
    'false and',
  ),
  one(
    'who is named of another agency takes care',
    'forsaken_records',
    'and u.agency_id = r.owner_agency_id',
    '',
  ),
  one('who was named takes care', 'forsaken_records', 'and me.at < c.until_at', ''),
  one(
    'who has left takes care',
    'forsaken_records',
    'access.is_here(u.left_at, u.leaves_at, me.at)',
    'true',
  ),
  one(
    'who takes up a record sees everything',
    'take_up_record',
    "array['identity']",
    "array['identity', 'contact', 'health']",
  ),
  one('who takes up a record is named for a year', 'take_up_record', '30 days', '365 days'),
  one('everything is taken up', 'take_up_record', 'where f.record_id = wanted', ''),
];

const ofBreaking: readonly Fault[] = [
  one(
    'a password alone breaks the glass',
    'break_glass',
    'and me.is_strong and me.has_stepped_up',
    '',
  ),
  one('the glass breaks without a step-up', 'break_glass', 'and me.has_stepped_up', ''),
  one('the glass of one’s own agency breaks', 'break_glass', 'and me.agency_id <> agency', ''),
  one(
    'leads break the glass',
    'break_glass',
    "'practitioner', ",
    "'practitioner', 'information-governance', ",
  ),
  one('coordinators do not break the glass', 'break_glass', "'coordinator', ", ''),
  one(
    'who is suspended breaks the glass',
    'break_glass',
    "access.glass_standing_of(me.user_id, me.at) <> 'free'",
    'false',
  ),
  one('the glass breaks unsealed', 'break_glass', 'access.is_sealing_late(me.at)', 'false'),
  one('six tries an hour', 'break_glass', '>= 5', '>= 6'),
  one('four tries an hour', 'break_glass', '>= 5', '>= 4'),
  one('as many tries a day as one likes', 'break_glass', 'or count(*) >= 20', ''),
  one(
    'tries are counted for a day',
    'break_glass',
    "me.at - interval '1 hour') >=",
    "me.at - interval '1 day') >=",
  ),
  one('sealed records break', 'break_glass', 'and r.sealed_at is null', ''),
  one(
    'exclusions break',
    'break_glass',
    'and r.id not in (select e.record_id from access.excluded_records() e)',
    '',
  ),
  one('any date of birth will do', 'break_glass', 'and r.born_on = born', ''),
  one('any agency will do', 'break_glass', 'r.owner_agency_id = agency and', ''),
  one('a family name is enough', 'break_glass', 'and r.given_key = given', ''),
  one('another name does not do', 'break_glass', "given || ' ' || family)", "'nobody')"),
  one('any gateway will do', 'break_glass', 'and g.for_break_glass', ''),
  one(
    'the gateway need not reach',
    'break_glass',
    "and access.reaches(g, owner, mine, 'identity', me.purpose, r.processing)",
    '',
  ),
  one(
    'glass stays broken',
    'break_glass',
    "me.at + interval '1 hour', review",
    "me.at + interval '59 minutes', review",
  ),
  one(
    'sealing is late a moment too late',
    'is_sealing_late',
    'e.at < late_before',
    'e.at < late_before - interval $$1 ms$$',
  ),
  one(
    'sealing is late at a quarter of an hour',
    'is_sealing_late',
    'e.at < late_before',
    'e.at <= late_before',
  ),
  one(
    'what waits for a witness is forgotten',
    'is_sealing_late',
    'h.tree_size > witnesses.held',
    'false',
  ),
  one(
    'a witness may lag as long as it likes',
    'is_sealing_late',
    'where late_before > (',
    'where late_before - interval $$10 days$$ > (',
  ),
];

const ofReviews: readonly Fault[] = [
  one(
    'what was not justified is forgotten',
    'glass_standing_of',
    "b.finding = 'not-justified' and b.restored_at is null",
    'false',
  ),
  one('nobody is let again', 'glass_standing_of', 'and b.restored_at is null', ''),
  one('reviews are never overdue', 'glass_standing_of', 'b.finding is null and', 'false and'),
  one(
    'reviews are overdue a moment late',
    'glass_standing_of',
    "interval '7 days') <= at",
    "interval '7 days') < at",
  ),
  one(
    'where no day is set none comes',
    'glass_standing_of',
    "coalesce(b.review_due_at, b.broken_at + interval '7 days')",
    'b.review_due_at',
  ),
  one('everybody is suspended together', 'glass_standing_of', 'b.user_id = person and', ''),
  one(
    'leads of others are told',
    'people_to_tell',
    "join broken on broken.owner_agency_id = s.agency_id\n      where s.role = 'information-governance'",
    "where s.role = 'information-governance'",
  ),
  one(
    'administrators are always told',
    'people_to_tell',
    'and not exists (select 1 from leads)',
    '',
  ),
  one(
    'administrators are never told',
    'people_to_tell',
    "where s.role = 'administrator'",
    "where s.role = 'nobody'",
  ),
  one('who is named is not told', 'people_to_tell', 'broken.record_id = c.record_id', 'false'),
  one('who was named is told', 'people_to_tell', 'and me.at < c.until_at', ''),
  one(
    'who is excluded is told',
    'people_to_tell',
    'access.is_excluded(u.id, broken.record_id, me.at)',
    'false',
  ),
  one('who broke it is told', 'people_to_tell', 'and u.id <> me.user_id', ''),
  one('who has left is told', 'is_here', '(left_at is null or left_at > at)', 'true'),
  one('who was to leave is told', 'is_here', '(leaves_at is null or leaves_at > at)', 'true'),
  one(
    'an ended exclusion keeps from being told',
    'is_excluded',
    'and (e.ended_at is null or e.ended_at > at)',
    '',
  ),
  one(
    'a password alone reads of broken glass',
    'glasses_told',
    'not coalesce(me.is_strong, false)',
    'false',
  ),
  one('who broke it reads of it', 'glasses_told', 'b.user_id <> me.user_id', 'true'),
  one(
    'who is excluded reads of it',
    'glasses_told',
    'and b.record_id not in (select e.record_id from access.excluded_records() e)',
    '',
  ),
  one(
    'leads of others read of it',
    'glasses_told',
    "me.role = 'information-governance' and r.owner_agency_id = me.agency_id\n        or",
    "me.role = 'information-governance'\n        or",
  ),
  one(
    'administrators always read of it',
    'glasses_told',
    "me.role = 'administrator' and r.owner_agency_id = me.agency_id and not exists",
    "me.role = 'administrator' and r.owner_agency_id = me.agency_id or not exists",
  ),
  one('who was named reads of it', 'glasses_told', 'and me.at < c.until_at', ''),
  one(
    'whoever is told reviews',
    'glasses_told',
    "me.role = 'information-governance' and r.owner_agency_id = me.agency_id and b.finding is null",
    'b.finding is null',
  ),
  {
    name: 'reviews are made twice',
    edits: [
      inFunction('review_glass', 'and b.finding is null', ''),
      inFunction(
        'glasses_told',
        'r.owner_agency_id = me.agency_id and b.finding is null',
        'r.owner_agency_id = me.agency_id',
      ),
    ],
    showsIn: { glass: ['reviewing'] },
  },
  one('who may not review reviews', 'review_glass', 'where t.may_review', ''),
  one(
    'everybody sees who is suspended',
    'suspended_people',
    "and me.role = 'information-governance'",
    '',
  ),
  one(
    'leads see who is suspended elsewhere',
    'suspended_people',
    'u.agency_id = me.agency_id and',
    '',
  ),
  one('leads let themselves', 'suspended_people', 'and u.id <> me.user_id', ''),
  one(
    'everybody is suspended',
    'suspended_people',
    "and access.glass_standing_of(u.id, me.at) <> 'free'",
    '',
  ),
  one(
    'whoever broke the glass is let again',
    'restore_glass',
    "and b.finding = 'not-justified' and b.restored_at is null",
    '',
  ),
  one(
    'leads let people of others',
    'restore_glass',
    'and person in (select s.user_id from access.suspended_people() s)',
    '',
  ),
];

const ofLinks: readonly Fault[] = [
  one(
    'names are not compared',
    'exclude_linked',
    'u.known_as && access.names_of_record(r.given_key, r.family_key)',
    'false',
  ),
  one(
    'other names are not compared',
    'exclude_linked',
    'u.known_as @> array[a.alias_key]',
    'false',
  ),
  one(
    'addresses of staff are not compared',
    'exclude_linked',
    'u.email = any (access.contact_keys(c.value))',
    'false',
  ),
  one(
    'another date of birth is the same person',
    'exclude_linked',
    "d.kind = 'person' and d.ended_at is null and coalesce(r.born_on = d.born_on, true)",
    "d.kind = 'person' and d.ended_at is null",
  ),
  one(
    'records without a date are nobody',
    'exclude_linked',
    'coalesce(r.born_on = d.born_on, true)',
    'r.born_on = d.born_on',
  ),
  one('schools are homes', 'exclude_linked', "and l.kind not in ('school', 'work')", ''),
  one(
    'refuges are no homes',
    'exclude_linked',
    "('school', 'work')",
    "('school', 'work', 'refuge')",
  ),
  one(
    'what was ended excludes',
    'exclude_linked',
    "d.kind = 'address' and d.ended_at is null",
    "d.kind = 'address'",
  ),
  one(
    'declared numbers are not compared',
    'exclude_linked',
    "d.kind = 'contact'",
    "d.kind = 'nothing'",
  ),
  one('who made the record is put out', 'exclude_linked', 'r.created_by <> u.id and', ''),
  one('who has left is put out', 'exclude_linked', 'and (u.left_at is null or u.left_at > at)', ''),
];

const ofDeclaring: readonly Fault[] = [
  inOnePolicy('a password alone declares', 'declared_links.declared', drop(isStrong)),
  inOnePolicy(
    "links are declared in another's name",
    'declared_links.declared',
    drop(`(user_id = ${mine})`),
  ),
  inOnePolicy(
    'everybody sees what was declared',
    'declared_links.own',
    drop(`(user_id = ${mine})`),
  ),
  inOnePolicy('a password alone shows what was declared', 'declared_links.own', drop(isStrong)),
  inOnePolicy('a password alone ends what was declared', 'declared_links.ended', drop(isStrong)),
  inOnePolicy('what was ended is ended again', 'declared_links.ended', drop('(ended_at IS NULL)')),
];

export const faultsInGlass: readonly Fault[] = [
  ...ofRestricting,
  ...ofBreaking,
  ...ofReviews,
  ...ofLinks,
  ...ofDeclaring,
];
