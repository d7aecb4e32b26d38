// Slips in the functions that the policies ask.
import { inFunction, type Fault } from './fault.ts';

function one(name: string, place: string, from: string, to: string): Fault {
  return { name, edits: [inFunction(place, from, to)] };
}

const ofPrincipals: readonly Fault[] = [
  one('a session that has ended', 'begin_as_session', 's.ended_at is null', 'true'),
  one('a password counts as strong', 'begin_as_session', "s.strength = 'strong'", 'true'),
  one(
    'stepped up to the last moment',
    'begin_as_session',
    's.stepped_up_until > at',
    's.stepped_up_until >= at',
  ),
  one(
    'everybody has stepped up',
    'begin_as_session',
    'coalesce(s.stepped_up_until > at, false)',
    'true',
  ),
  one(
    'a session without an end',
    'begin_as_session',
    'and access.is_session_open(s.created_at, s.last_seen_at, s.strength, at)',
    '',
  ),
  one('an hour is over a moment late', 'is_session_open', 'last_seen > at', 'last_seen >= at'),
  one('nobody is ever idle', 'is_session_open', "last_seen > at - interval '60 minutes'", 'true'),
  one(
    'twelve hours are over a moment late',
    'is_session_open',
    "begun > at - interval '12 hours'",
    "begun >= at - interval '12 hours'",
  ),
  one('sessions last for ever', 'is_session_open', "begun > at - interval '12 hours'", 'true'),
  one('who has left', 'begin_as_session', '(u.left_at is null or u.left_at > at)', 'true'),
  one('who leaves at this moment', 'begin_as_session', 'u.left_at > at', 'u.left_at >= at'),
  one('who was to leave', 'begin_as_session', '(u.leaves_at is null or u.leaves_at > at)', 'true'),
  one(
    'who was to leave at this moment',
    'begin_as_session',
    'u.leaves_at > at',
    'u.leaves_at >= at',
  ),
  one('a job for who has left', 'begin_as_person', '(u.left_at is null or u.left_at > at)', 'true'),
  one(
    'a job for who was to leave',
    'begin_as_person',
    '(u.leaves_at is null or u.leaves_at > at)',
    'true',
  ),
  one('every job has stepped up', 'begin_as_person', 'has_stepped_up, at', 'true, at'),
];

const ofGrants: readonly Fault[] = [
  one(
    'excluded from the moment after',
    'excluded_records',
    'e.made_at <= me.at',
    'e.made_at < me.at',
  ),
  one(
    'excluded to the last moment',
    'excluded_records',
    'e.ended_at > me.at',
    'e.ended_at >= me.at',
  ),
  one(
    'excluded for ever',
    'excluded_records',
    '(e.ended_at is null or e.ended_at > me.at)',
    'true',
  ),
  one('only exclusions that end', 'excluded_records', 'e.ended_at is null or', ''),
  one('everybody is excluded', 'excluded_records', 'e.user_id = me.user_id', 'true'),
  one('named from the moment after', 'named_records', 'c.from_at <= me.at', 'c.from_at < me.at'),
  one('named to the last moment', 'named_records', 'me.at < c.until_at', 'me.at <= c.until_at'),
  one('named too early', 'named_records', 'c.from_at <= me.at and', ''),
  one(
    'broken from the moment after',
    'named_records',
    'b.broken_at <= me.at',
    'b.broken_at < me.at',
  ),
  one('broken to the last moment', 'named_records', 'me.at < b.until_at', 'me.at <= b.until_at'),
  one('broken for ever', 'named_records', 'and me.at < b.until_at', ''),
  one('everybody is named', 'named_records', 'c.user_id = me.user_id and', ''),
  one('everybody broke the glass', 'named_records', 'b.user_id = me.user_id and', ''),
  one('a case role names every category', 'named_records', 'and wanted = any (c.categories)', ''),
  one(
    'glass gives locations',
    'named_records',
    "('identity', 'contact')",
    "('identity', 'contact', 'location')",
  ),
  one('glass gives no contacts', 'named_records', "('identity', 'contact')", "('identity')"),
  one(
    'case roles need no gateway',
    'named_records',
    'coalesce(access.reaches',
    'coalesce(true or access.reaches',
  ),
  one(
    'case roles of others are worth nothing',
    'named_records',
    'coalesce(access.reaches',
    'coalesce(false and access.reaches',
  ),
  one('the owner needs a gateway', 'named_records', 'owner.id = mine.id', 'false'),
  one(
    'case roles swap giver and receiver',
    'named_records',
    '(gateway, owner, mine,',
    '(gateway, mine, owner,',
  ),
  one(
    'case roles forget the purpose',
    'named_records',
    'wanted, me.purpose,',
    "wanted, 'law-enforcement',",
  ),
  one('case roles forget the processing', 'named_records', 'r.processing)', "'general')"),
];

const ofAgreements: readonly Fault[] = [
  one('agreements forget the purpose', 'received', 'and p.purpose = me.purpose', ''),
  one('agreements forget the category', 'received', 'and p.category = wanted', ''),
  one('agreements forget the receiver', 'received', 'p.receiver = me.agency_id and', ''),
  one(
    'who gives receives',
    'pairs',
    'gives.agency_id, receives.agency_id,',
    'receives.agency_id, gives.agency_id,',
  ),
  one('receivers take every capacity', 'pairs', 'held.as_what = any (receives.held_as)', 'true'),
  one(
    'receivers take every processing',
    'pairs',
    'and process.kind = any (receives.processing)',
    '',
  ),
  one('terms of two purposes meet', 'pairs', 'and gives.purpose = receives.purpose', ''),
  one('terms of two categories meet', 'pairs', 'gives.category = receives.category and', ''),
  one('givers need not sign', 'pairs', 'bound_giver.agency_id = gives.agency_id', 'true'),
  one('receivers need not sign', 'pairs', 'bound_receiver.agency_id = receives.agency_id', 'true'),
  one('agreements need no gateway', 'pairs', 'and access.reaches', 'and true or access.reaches'),
  one(
    'agreements swap giver and receiver',
    'pairs',
    'reaches(gateway, giver, receiver,',
    'reaches(gateway, receiver, giver,',
  ),
  one('who left is still bound', 'bound_parties', 'and (s.left_at is null or s.left_at > at)', ''),
  one('who leaves now is still bound', 'bound_parties', 's.left_at > at', 's.left_at >= at'),
  one('who signs now is not bound', 'bound_parties', 's.signed_at <= at', 's.signed_at < at'),
  one('who will sign is bound', 'bound_parties', 'and s.signed_at <= at', ''),
  one('the lowest version is in force', 'versions_in_force', 'v.number desc', 'v.number'),
  one('every version is in force', 'versions_in_force', 'distinct on (v.agreement_id)', ''),
  one(
    'in force from the day after',
    'versions_in_force',
    'access.day_of(at) >= v.from_on',
    'access.day_of(at) > v.from_on',
  ),
  one(
    'in force to the last day',
    'versions_in_force',
    'access.day_of(at) < v.until_on',
    'access.day_of(at) <= v.until_on',
  ),
  one(
    'in force before its first day',
    'versions_in_force',
    'access.day_of(at) >= v.from_on',
    'true',
  ),
  one('in force for ever', 'versions_in_force', 'access.day_of(at) < v.until_on', 'true'),
  one(
    'what is revoked is in force',
    'versions_in_force',
    '(v.revoked_at is null or v.revoked_at > at)',
    'true',
  ),
  one(
    'what is revoked now is in force',
    'versions_in_force',
    'v.revoked_at > at',
    'v.revoked_at >= at',
  ),
  one('drafts are in force', 'versions_in_force', 'v.proposed_at <= at', 'true'),
  one(
    'what is proposed now is a draft',
    'versions_in_force',
    'v.proposed_at <= at',
    'v.proposed_at < at',
  ),
  one('one signature is enough', 'versions_in_force', '2 <=', '1 <='),
  one('three signatures are needed', 'versions_in_force', '2 <=', '3 <='),
  one(
    'signatures of who left count',
    'versions_in_force',
    'and (s.left_at is null or s.left_at > at)',
    '',
  ),
  one('signatures count before they are given', 'versions_in_force', 'and s.signed_at <= at', ''),
  one('days are those of Greenwich', 'day_of', 'Europe/London', 'UTC'),
];

const ofGateways: readonly Fault[] = [
  one('gateways out of the profile reach', 'reaches', 'gateway.in_profile', 'true'),
  one('s.16 reaches everybody', 'reaches', 'gateway.members_only and', 'false and'),
  one('s.16 reaches from who is no member', 'reaches', 'giver.is_in_duty_gateway and', ''),
  one('s.16 reaches who is no member', 'reaches', 'and receiver.is_in_duty_gateway', ''),
  one('s.16 forgets patient information', 'reaches', "category = 'health'", 'false'),
  one(
    's.16 bars contacts for patient information',
    'reaches',
    "category = 'health'",
    "category in ('health', 'contact')",
  ),
  one('s.16 forgets health and social care', 'reaches', 'giver.is_health_or_social_care', 'false'),
  one(
    's.16 bars giving to health and social care',
    'reaches',
    'giver.is_health_or_social_care',
    'receiver.is_health_or_social_care',
  ),
  one(
    's.16 bars either',
    'reaches',
    'gateway.bars_health_or_social_care and',
    'gateway.bars_patient_information and',
  ),
  one('every gateway allows another use', 'reaches', 'or gateway.allows_other_use', 'or true'),
  one('no gateway allows another use', 'reaches', 'or gateway.allows_other_use', ''),
  one('another use needs law enforcement', 'reaches', "processing = 'general' or", ''),
  one(
    'law enforcement is another use',
    'reaches',
    "coalesce(purpose, '') = 'law-enforcement' or",
    '',
  ),
];

const ofReasons: readonly Fault[] = [
  one(
    'no reason for the own agency',
    'reasons',
    's.owner_agency_id = (select (access.principal()).agency_id)',
    'false',
  ),
  one(
    'no reason for who is named',
    'reasons',
    "access.named_records('identity')",
    "access.named_records('nothing')",
  ),
  one(
    'no reason by agreements',
    'reasons',
    "access.received('identity')",
    "access.received('nothing')",
  ),
];

export const faultsInFunctions: readonly Fault[] = [
  ...ofPrincipals,
  ...ofGrants,
  ...ofAgreements,
  ...ofGateways,
  ...ofReasons,
];
