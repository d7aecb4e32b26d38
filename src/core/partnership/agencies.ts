import { z } from 'zod';
import { Identifier, Source, Words } from './profile-fields.ts';

export const AgencyKind = z.enum([
  'police',
  'probation',
  'youth-justice',
  'fire-and-rescue',
  'health',
  'county-council',
  'district-council',
  'police-and-crime-commissioner',
  'education',
  'housing',
  'voluntary',
]);
export type AgencyKind = z.infer<typeof AgencyKind>;

/** Its place in the Serious Violence Duty (PCSC Act 2022 Part 2 chapter 1): s.11, s.12, s.14, or none. */
const DutyRole = z.enum([
  'specified-authority',
  'relevant-authority',
  'local-policing-body',
  'none',
]);

const Agency = z.strictObject({
  id: Identifier,
  name: Words,
  kind: AgencyKind,
  dutyRole: DutyRole,
  /** District ids, or `all`. */
  covers: z.union([z.literal('all'), z.array(Identifier).min(1)], {
    error: 'must be all, or a list of districts',
  }),
});
export type Agency = z.infer<typeof Agency>;

export const Agencies = z.strictObject({
  agencies: z.array(Agency).min(1),
  sources: z.array(Source).min(1),
});
