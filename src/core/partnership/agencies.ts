import { z } from 'zod';
import type { PartyStanding } from '#core/access/agreements/gateway.ts';
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
export const DutyRole = z.enum([
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
  /** A health or social care authority: the duty's own gateway takes no personal information from one (s.16(4)). */
  healthOrSocialCare: z.boolean(),
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

/** What the legal powers ask of an agency. The duty's gateway is for every body that the duty names (s.16(2)). */
export function standingOf(
  agency: Pick<Agency, 'id' | 'name' | 'dutyRole' | 'healthOrSocialCare'>,
): PartyStanding {
  return {
    id: agency.id,
    name: agency.name,
    isInDutyGateway: agency.dutyRole !== 'none',
    isHealthOrSocialCare: agency.healthOrSocialCare,
  };
}
