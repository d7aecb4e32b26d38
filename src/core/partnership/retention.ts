import { z } from 'zod';
import {
  capacities,
  regimes,
  type Capacity,
  type Regime,
} from '#core/person-records/person-record.ts';
import type { GoodFile } from '#platform/checked-files/file-problem.ts';
import { checkIdsUnique, type ProblemCollector } from './problem-collector.ts';
import { Identifier, Source, Words } from './profile-fields.ts';

export const retentionFile = 'retention.yaml';

const recordTypes = [
  'person-record',
  'disclosures',
  'disposal-log',
  'audit',
  'mail',
  'sessions',
] as const;
const capacityNames = Object.keys(capacities) as Capacity[];
const regimeNames = Object.keys(regimes) as Regime[];

/** How long one kind of record is kept, and on whose word. */
const RetentionRule = z.strictObject({
  id: Identifier,
  recordType: z.enum(recordTypes),
  name: Words,
  /** For records of people: only those held as one of these; all where it is left out. */
  heldAs: z.array(z.enum(capacityNames)).min(1).optional(),
  processing: z.array(z.enum(regimeNames)).min(1).optional(),
  /** From the last change of a record of a person; of anything else, from its making. */
  months: z.int().min(1).max(1_200),
  /** Does the service act on it, or do people have to until it does? */
  carriedOut: z.enum(['by-review', 'not-yet']),
  why: Words,
  source: Source,
});
export type RetentionRule = z.infer<typeof RetentionRule>;

/** How long the partnership keeps what the service holds. */
export const Retention = z.strictObject({ rules: z.array(RetentionRule).min(1) });
export type Retention = z.infer<typeof Retention>;

/** Every record of a person has a rule, and every kind of record has one. */
export function checkRetention(collector: ProblemCollector, file: GoodFile<Retention>): void {
  const { rules } = file.value;
  checkIdsUnique(collector, file, ['rules'], rules);
  for (const type of recordTypes)
    if (!rules.some(({ recordType }) => recordType === type))
      collector.say(file, ['rules'], `there is no rule for ${type}`);
  const ofPeople = rules.filter(({ recordType }) => recordType === 'person-record');
  for (const heldAs of capacityNames)
    for (const processing of regimeNames)
      if (!ofPeople.some((rule) => reaches(rule, heldAs, processing)))
        collector.say(file, ['rules'], `no rule is for ${heldAs} under ${processing}`);
}

function reaches(rule: RetentionRule, heldAs: Capacity, processing: Regime): boolean {
  return (rule.heldAs?.includes(heldAs) ?? true) && (rule.processing?.includes(processing) ?? true);
}
