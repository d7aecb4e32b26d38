import { z } from 'zod';
import { Identifier, Source, ToBeEntered, Words } from './profile-fields.ts';

export const evidenceSourcesFile = 'evidence-sources.yaml';

/** How much of a part of the definition a source can show. */
const Sight = z.enum(['seen', 'partly', 'not-seen']);

/** What one source shows of one part, why, and whom to ask for the rest. */
const PartSight = z.strictObject({
  part: Identifier,
  sight: Sight,
  why: Words,
  /** An agency of the profile. Needed unless the part is seen. */
  ask: Identifier.optional(),
});
export type PartSight = z.infer<typeof PartSight>;

/** Where the service looks to say whether a source is loaded: whose files, or which partner's counts. */
const LoadedFrom = z.union(
  [
    z.literal('police-street-files'),
    z.strictObject({ countsFrom: Words }),
    z.literal('nothing-yet'),
  ],
  {
    error:
      'must be police-street-files, nothing-yet, or countsFrom: the name a partner’s file uses',
  },
);

/** A source of evidence, with a line for every part of the definition. */
const EvidenceSource = z.strictObject({
  id: Identifier,
  title: Words,
  summary: Words,
  loadedFrom: LoadedFrom,
  /** How far what is said of it may be relied on. */
  source: Source,
  parts: z.array(PartSight).min(1),
});
export type EvidenceSource = z.infer<typeof EvidenceSource>;

/** Which source shows which part of the definition. */
export const EvidenceSources = z.strictObject({
  evidence: z.array(EvidenceSource).min(1),
  toBeEntered: z.array(ToBeEntered),
});
export type EvidenceSources = z.infer<typeof EvidenceSources>;
