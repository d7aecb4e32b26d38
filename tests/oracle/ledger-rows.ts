import type { World } from './world.ts';
import type { Address, Name, Reach } from './world-links.ts';

type Row = Readonly<Record<string, unknown>>;

const longAgo = '2020-01-01T00:00:00Z';
const time = (at: number): string => new Date(at).toISOString();
const timeOrNull = (at: number | undefined): string | null => (at === undefined ? null : time(at));
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A name as somebody writes it, and as it is kept for searches. */
export const written = ({ given, family }: Name): string =>
  [...given, ...family].map(capital).join(' ');
export const keyed = (words: readonly string[]): string => words.join(' ');

/** An address as one hand or another writes it. */
export function addressLine({ number, street, postcode }: Address, hand: number): string {
  return hand % 2 === 0
    ? `${number} ${street}, ${postcode}`
    : `${number} ${street.toLowerCase()} Harbour Town ${postcode.replace(' ', '')}`;
}

export function reachLine({ phone, email }: Reach, hand: number): string {
  const number =
    phone && (hand % 2 === 0 ? `0${phone}` : `+44 (0)${phone.slice(0, 4)} ${phone.slice(4)}`);
  const words = [number, email].filter((one) => one !== undefined);
  return words.length === 0 ? 'Ring her sister' : words.join(' or ');
}

/** Beyond what the database numbers by itself meanwhile. */
const aside = 1_000_000_000;

/** The rows of what rules 28 to 44 are about, beside those of the records themselves. */
export function ledgerRows(world: World): Readonly<Record<string, readonly Row[]>> {
  const { ledger, links, people } = world;
  const by = people[0]?.id;
  const ofGateway = world.gateways[0]?.id;
  return {
    disclosures: ledger.disclosures.map((one) => ({
      id: one.id,
      record_id: one.recordId,
      owner_agency_id: one.ownerId,
      recipient_agency_id: one.recipientAgencyId,
      recipient_user_id: one.recipientId,
      recipient_name: 'Somebody',
      at: longAgo,
      day: '2020-01-01',
      categories: ['identity'],
      basis: 'case-role',
      basis_id: one.id,
      gateway_id: ofGateway,
      expires_at: longAgo,
    })),
    person_record_versions: ledger.versions.map(({ id, recordId }) => ({
      id: aside + Number(id),
      record_id: recordId,
      version: 1,
      given_names: 'Sam',
      family_name: 'Ash',
      held_as: 'victim',
      processing: 'general',
      replaced_at: longAgo,
    })),
    retention_decisions: ledger.decisions.map(({ number, recordId, decision, decidedBy }) => ({
      number: aside + number,
      record_id: recordId,
      decision,
      reason: 'For tests',
      next_on: decision === 'kept' ? '2021-01-01' : null,
      decided_by: decidedBy,
      decided_by_name: 'Somebody',
      decided_at: longAgo,
    })),
    corrections: ledger.corrections.map(({ id, recordId, ownerId }) => ({
      id,
      record_id: recordId,
      owner_agency_id: ownerId,
      version: 1,
      fields: ['name'],
      what: 'Misspelt',
      made_by: by,
      made_at: longAgo,
    })),
    correction_notices: ledger.notices.map((notice) => ({
      correction_id: notice.correctionId,
      agency_id: notice.agencyId,
      record_id: notice.recordId,
      owner_agency_id: notice.ownerId,
      made_at: longAgo,
      acknowledged_by: notice.isAcknowledged ? by : null,
      acknowledged_at: notice.isAcknowledged ? longAgo : null,
    })),
    disposal_log: ledger.disposals.map(({ id, agencyId }) => ({
      id,
      agency_id: agencyId,
      record_type: 'person-record',
      made_on: '2020-01-01',
      changed_on: '2020-01-01',
      proposed_by: by,
      proposed_by_name: 'Somebody',
      proposed_at: longAgo,
      disposed_by: people[1]?.id,
      disposed_by_name: 'Somebody else',
      disposed_at: longAgo,
    })),
    audit_heads: ledger.heads.map(({ size, at }) => ({
      tree_size: size,
      root_hash: `\\x${'00'.repeat(32)}`,
      at: time(at),
      public_key: `\\x${'00'.repeat(32)}`,
      signature: `\\x${'00'.repeat(64)}`,
      sealed_below: '3',
    })),
    audit_entries:
      ledger.unsealedSince === undefined
        ? []
        : [
            {
              at: time(ledger.unsealedSince),
              ...entryWords,
              about: [],
              detail: {},
              paths: [],
              id: aside,
              written_in: '9',
            },
          ],
    audit_witness_reports:
      ledger.witnessed === undefined
        ? []
        : [
            {
              id: 1,
              at: longAgo,
              witness: 'file',
              outcome: 'held',
              tree_size: ledger.witnessed,
              words: '',
            },
          ],
    declared_links: links.declared.map((link, hand) => ({
      id: link.id,
      user_id: link.personId,
      kind: link.kind,
      words:
        link.kind === 'person'
          ? written(link.name)
          : link.kind === 'address'
            ? addressLine(link.address, hand)
            : reachLine(link.reach, hand),
      born_on: link.kind === 'person' ? link.bornOn : null,
      declared_at: longAgo,
      ended_at: timeOrNull(link.endedAt),
    })),
    glass_tries: [...links.tries].flatMap(([id, tries]) =>
      tries.map((at, number) => ({
        id: aside + Number(`0x${id.slice(-4)}`) * 100 + number,
        user_id: id,
        at: time(at),
      })),
    ),
  };
}

const entryWords = {
  actor: 'system:oracle',
  actor_name: 'the oracle',
  role: 'system',
  action: 'oracle.waited',
  outcome: 'done',
} as const;
