import type { Agency } from './agencies.ts';
import type { Areas } from './areas.ts';
import type { Definition } from './definition.ts';
import type { EvidenceSource } from './evidence-sources.ts';
import type { GovernanceDocument } from './governance-document.ts';
import type { Helplines } from './helplines.ts';
import type { Identity } from './identity.ts';
import type { InformationSharing } from './information-sharing.ts';
import type { Outlines } from './outline.ts';
import type { Place } from './places.ts';
import type { ToBeEntered } from './profile-fields.ts';
import type { PublicPage } from './public-page.ts';
import type { Retention } from './retention.ts';
import type { Strategy } from './strategy.ts';

/** Everything that makes the service one partnership's own, read from its folder and checked. */
export type PartnershipProfile = {
  readonly identity: Identity;
  readonly strategy: Strategy;
  readonly definition: Definition;
  /** Where the definition's version is written, to point at when it must change. */
  readonly definitionOrigin: { readonly folder: string; readonly line: number };
  /** Which source shows which part of the definition. */
  readonly evidenceSources: readonly EvidenceSource[];
  readonly areas: Areas;
  readonly agencies: readonly Agency[];
  /** The legal powers to share, and the agreement a new service starts with. */
  readonly informationSharing: InformationSharing;
  /** Assessments and guidance about how data is handled, in the order they ask for. */
  readonly governanceDocuments: readonly GovernanceDocument[];
  /** How long each kind of record is kept. */
  readonly retention: Retention;
  readonly helplines: Helplines;
  /** Days on which nobody works, as YYYY-MM-DD, weekends apart. */
  readonly bankHolidays: readonly string[];
  readonly places: readonly Place[];
  /** By the id of the whole area or of a district. */
  readonly outlines: Outlines;
  /** In the order the pages ask for. */
  readonly pages: readonly PublicPage[];
  /** What the partnership has still to enter, from every file that says so. */
  readonly toBeEntered: readonly (ToBeEntered & { readonly file: string })[];
};
