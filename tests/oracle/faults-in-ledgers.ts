// Slips in what decides over disclosures, corrections and keeping: rules 28 to 35.
import {
  always,
  drop,
  inFunction,
  inPolicy,
  orElse,
  statement,
  swap,
  type Fault,
} from './fault.ts';
import { inOnePolicy as one, isLead, isStrong, mine, myAgency } from './policy-words.ts';

const atThatMoment = '( SELECT (access.principal()).at AS at)';
const notDenied = '(NOT access.is_denied(record_id))';
const seenAndGiven =
  '(EXISTS ( SELECT 1 FROM person_records r WHERE ((r.id = disclosures.record_id) AND (r.owner_agency_id = disclosures.owner_agency_id))))';
const seenAndOwn = `(r.owner_agency_id = ${myAgency})`;
const givingOrReceiving = `((${myAgency} = owner_agency_id) OR (${myAgency} = recipient_agency_id))`;

function inOne(name: string, place: string, from: string, to: string): Fault {
  return { name, edits: [inFunction(place, from, to)] };
}

const ofDisclosures: readonly Fault[] = [
  one(
    "disclosures are written in another's name",
    'disclosures.made',
    drop(`(recipient_user_id = ${mine})`),
  ),
  one(
    'disclosures are written for another moment',
    'disclosures.made',
    drop(`(at = ${atThatMoment})`),
  ),
  one('disclosures are written of what is not seen', 'disclosures.made', drop(seenAndGiven)),
  {
    name: 'disclosures are written of one’s own records',
    edits: [
      statement(
        'alter table disclosures drop constraint disclosures_check',
        'alter table disclosures add constraint disclosures_check check (owner_agency_id <> recipient_agency_id)',
      ),
    ],
    showsIn: { ledgers: ['writing'] },
  },
  one('a password alone shows disclosures', 'disclosures.seen', drop(isStrong)),
  one('everybody of the two agencies sees disclosures', 'disclosures.seen', drop(isLead)),
  one('leads of all agencies see disclosures', 'disclosures.seen', drop(givingOrReceiving)),
  one(
    'who received does not see the disclosure',
    'disclosures.seen',
    swap(`(${myAgency} = recipient_agency_id)`, 'false'),
  ),
  one('who is excluded sees disclosures', 'disclosures.seen', drop(notDenied)),
  inOne(
    'exclusions deny no ledger',
    'is_denied',
    'record in (select e.record_id from access.excluded_records() e)',
    'false',
  ),
  inOne('seals deny no ledger', 'is_denied', 'and r.sealed_at is not null', 'and false'),
  inOne(
    'a basis is found for one’s own records',
    'bases',
    'r.owner_agency_id <> me.agency_id',
    'true',
  ),
  inOne('agreements are no basis', 'bases', 'p.receiver = me.agency_id and', 'false and'),
  inOne('agreements are a basis for restricted records', 'bases', 'where not s.is_restricted', ''),
  inOne('a basis is found for another category', 'bases', 'g.category = s.category and', ''),
  inOne('case roles are no basis', 'bases', 'n.record_id = s.id and', 'false and'),
  ...removable('disclosures'),
];

/** Rules 28 to 35: nobody removes what a ledger says. */
function removable(table: string): Fault[] {
  return [
    {
      name: `${table} are removed`,
      edits: [
        statement(
          `grant delete on ${table} to breakwater_app;
           create policy also on ${table} for delete to breakwater_app using (true)`,
          `drop policy also on ${table}; revoke delete on ${table} from breakwater_app`,
        ),
      ],
      showsIn: { ledgers: ['forbidden'] },
    },
  ];
}

const ofVersions: readonly Fault[] = [
  one(
    'everybody of the owner sees what was said before',
    'person_record_versions.seen',
    drop(isLead),
  ),
  one('leads of others see what was said before', 'person_record_versions.seen', drop(seenAndOwn)),
  one(
    'what was said before is shown without the record',
    'person_record_versions.seen',
    orElse(`${isLead} and ${isStrong}`),
  ),
  ...removable('person_record_versions'),
];

const ofCorrections: readonly Fault[] = [
  one("corrections are made in another's name", 'corrections.made', drop(`(made_by = ${mine})`)),
  one(
    'corrections are made for another moment',
    'corrections.made',
    drop(`(made_at = ${atThatMoment})`),
  ),
  {
    name: 'corrections are made of what is not seen',
    edits: [
      inPolicy(
        'corrections.made',
        () => `made_by = ${mine} and made_at = ${atThatMoment} and ${isStrong}`,
        'with_check',
      ),
    ],
  },
  one('a password alone shows corrections', 'corrections.seen', drop(isStrong)),
  one('everybody of the owner sees corrections', 'corrections.seen', drop(isLead)),
  one('who is excluded sees corrections', 'corrections.seen', drop(notDenied)),
  one(
    'notices are no ground to see corrections',
    'corrections.seen',
    swap('(EXISTS (', '(false and EXISTS ('),
  ),
  one('everybody sees notices', 'correction_notices.seen', drop(isLead)),
  one('who is excluded sees notices', 'correction_notices.seen', drop(notDenied)),
  one(
    'the owner does not see whom it told',
    'correction_notices.seen',
    swap(`(${myAgency} = owner_agency_id)`, 'false'),
  ),
  one('a password alone acknowledges', 'correction_notices.acknowledged', drop(isStrong)),
  one('everybody acknowledges', 'correction_notices.acknowledged', drop(isLead)),
  one(
    'the owner acknowledges for others',
    'correction_notices.acknowledged',
    drop(`(agency_id = ${myAgency})`),
  ),
  one(
    'notices are acknowledged twice',
    'correction_notices.acknowledged',
    drop('(acknowledged_at IS NULL)'),
  ),
  one('who is excluded acknowledges', 'correction_notices.acknowledged', always()),
  one(
    "notices are acknowledged in another's name",
    'correction_notices.acknowledged:check',
    drop(`(acknowledged_by = ${mine})`),
  ),
  inOne(
    'everybody is mailed of a correction',
    'tell_recipients',
    "and u.role = 'information-governance'",
    '',
  ),
  inOne(
    'leads of all agencies are mailed',
    'tell_recipients',
    'u.agency_id = d.recipient_agency_id and',
    '',
  ),
  inOne(
    'who has left is mailed',
    'tell_recipients',
    '(u.left_at is null or u.left_at > me.at)',
    'true',
  ),
  inOne(
    'who was to leave is mailed',
    'tell_recipients',
    '(u.leaves_at is null or u.leaves_at > me.at)',
    'true',
  ),
  ...removable('corrections'),
  ...removable('correction_notices'),
];

const ofKeeping: readonly Fault[] = [
  one('everybody decides about keeping', 'retention_decisions.made', drop(isLead)),
  one(
    "decisions are made in another's name",
    'retention_decisions.made',
    drop(`(decided_by = ${mine})`),
  ),
  one(
    'decisions are made for another moment',
    'retention_decisions.made',
    drop(`(decided_at = ${atThatMoment})`),
  ),
  one('leads decide about records of others', 'retention_decisions.made', drop(seenAndOwn)),
  one('everybody of the owner sees decisions', 'retention_decisions.seen', drop(isLead)),
  one('leads of others see decisions', 'retention_decisions.seen', drop(seenAndOwn)),
  one('a password alone shows the log', 'disposal_log.seen', drop(isStrong)),
  one('everybody sees the log', 'disposal_log.seen', drop(isLead)),
  one('leads see the log of others', 'disposal_log.seen', drop(`(agency_id = ${myAgency})`)),
  ...removable('retention_decisions'),
  ...removable('disposal_log'),
  ...removable('person_records'),
  inOne(
    'everybody disposes of records',
    'dispose_record',
    "and me.role = 'information-governance'",
    '',
  ),
  inOne('disposing needs no step-up', 'dispose_record', 'me.has_stepped_up and', ''),
  inOne(
    'a password alone disposes of records',
    'dispose_record',
    'me.is_strong and me.has_stepped_up',
    'me.kind is not null',
  ),
  inOne(
    'records of others are disposed of',
    'dispose_record',
    'and r.owner_agency_id = me.agency_id',
    '',
  ),
  inOne('sealed records are disposed of', 'dispose_record', 'and r.sealed_at is null', ''),
  inOne(
    'who is excluded disposes of a record',
    'dispose_record',
    'and r.id not in (select e.record_id from access.excluded_records() e)',
    '',
  ),
  inOne(
    'who is not named disposes of a restricted record',
    'dispose_record',
    'not r.is_restricted or',
    'true or',
  ),
  inOne('a hold keeps nothing', 'dispose_record', "last_hold = 'hold-set'", 'false'),
  inOne('a lifted hold holds', 'dispose_record', "last_hold = 'hold-set'", 'last_hold is not null'),
  inOne(
    'the first word about a hold counts',
    'dispose_record',
    "'hold-lifted')\n  order by d.number desc",
    "'hold-lifted')\n  order by d.number",
  ),
  inOne(
    'nobody need propose',
    'dispose_record',
    "proposal.decision is distinct from 'disposal-proposed'",
    'proposal.decision is null',
  ),
  inOne('what was withdrawn is still proposed', 'dispose_record', ", 'disposal-withdrawn')", ')'),
  inOne(
    'a decision to keep ends no proposal',
    'dispose_record',
    "('kept', 'disposal-proposed'",
    "('disposal-proposed'",
  ),
  {
    name: 'who proposed disposes',
    edits: [
      inFunction('dispose_record', 'proposal.decided_by = me.user_id', 'false'),
      statement(
        'alter table disposal_log drop constraint disposal_log_check',
        'alter table disposal_log add constraint disposal_log_check check (proposed_by <> disposed_by)',
      ),
    ],
    showsIn: { ledgers: ['disposing'] },
  },
  inOne(
    'records are disposed of before their day',
    'dispose_record',
    'it.review_on > access.day_of(me.at)',
    'false',
  ),
  inOne(
    'records are kept on their day',
    'dispose_record',
    'it.review_on > access',
    'it.review_on >= access',
  ),
  inOne(
    'records without a day are kept',
    'dispose_record',
    'it.review_on > access.day_of(me.at)',
    'coalesce(it.review_on > access.day_of(me.at), true)',
  ),
  inOne(
    'a clock that jumped is believed',
    'dispose_record',
    'access.has_clock_jumped(me.at)',
    'false',
  ),
  inOne(
    'a clock that went back is believed',
    'has_clock_jumped',
    "moment < h.at - interval '5 minutes' or",
    '',
  ),
  inOne(
    'a clock that ran ahead is believed',
    'has_clock_jumped',
    "or moment > h.at + interval '1 day'",
    '',
  ),
  inOne(
    'earlier jumps are forgotten',
    'has_clock_jumped',
    "h.at > moment - interval '1 day'",
    'false',
  ),
  inOne(
    'jumps are never forgotten',
    'has_clock_jumped',
    "h.at > moment - interval '1 day'",
    'true',
  ),
];

export const faultsInLedgers: readonly Fault[] = [
  ...ofDisclosures,
  ...ofVersions,
  ...ofCorrections,
  ...ofKeeping,
];
