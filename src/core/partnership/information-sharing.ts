import { z } from 'zod';
import { categoryNames, directions } from '#core/access/agreements/term.ts';
import { purposeNames } from '#core/access/purposes.ts';
import {
  capacities,
  regimes,
  type Capacity,
  type Regime,
} from '#core/person-records/person-record.ts';
import { Identifier, Source, Words } from './profile-fields.ts';

export const informationSharingFile = 'information-sharing.yaml';

const capacityNames = Object.keys(capacities) as Capacity[];
const regimeNames = Object.keys(regimes) as Regime[];

/** A legal power to share, in the partnership's words. */
const LegalPower = z.strictObject({
  id: Identifier,
  name: Words,
  allows: Words,
  /** Each a sentence for readers; the fields below are what the service holds people to. */
  limits: z.array(Words).min(1),
  membersOnly: z.boolean(),
  barsPatientInformation: z.boolean(),
  barsHealthOrSocialCare: z.boolean(),
  allowsOtherUse: z.boolean(),
  /** False for a power to share counts and patterns without persons: no record is given under it. */
  reachesPersons: z.boolean(),
  /** May somebody who breaks the glass rely on it? */
  forBreakGlass: z.boolean(),
  source: Source,
});
export type LegalPower = z.infer<typeof LegalPower>;

/** What several parties give or receive alike: every category for every purpose. */
export const TermBlock = z.strictObject({
  parties: z.array(Identifier).min(1),
  direction: z.enum(directions),
  categories: z.array(z.enum(categoryNames)).min(1),
  purposes: z.array(z.enum(purposeNames)).min(1),
  heldAs: z.array(z.enum(capacityNames)).min(1),
  processing: z.array(z.enum(regimeNames)).min(1),
  /** The power relied on; needed of givers, and of nobody else. */
  gateway: Identifier.optional(),
});
export type TermBlock = z.infer<typeof TermBlock>;

/** The agreement that a new service starts with, as a draft for the partnership's lawyers. */
const DraftAgreement = z.strictObject({
  id: Identifier,
  title: Words,
  summary: Words,
  /** The agency that drafts and proposes it. */
  keptBy: Identifier,
  /** From the day the draft is put in. */
  daysUntilItStarts: z.int().min(0).max(365),
  monthsItLasts: z.int().min(1).max(60),
  parties: z.array(Identifier).min(2),
  terms: z.array(TermBlock).min(1),
});
export type DraftAgreement = z.infer<typeof DraftAgreement>;

/** The powers the partnership relies on, and its first agreement. */
export const InformationSharing = z.strictObject({
  gateways: z.array(LegalPower).min(1),
  agreement: DraftAgreement,
  sources: z.array(Source).min(1),
});
export type InformationSharing = z.infer<typeof InformationSharing>;
