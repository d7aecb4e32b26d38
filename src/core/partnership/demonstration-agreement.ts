import { z } from 'zod';
import { CastMember } from './demonstration-cast.ts';
import { TermBlock } from './information-sharing.ts';
import { Identifier } from './profile-fields.ts';

/** How the story's partners have signed the profile's draft agreement. */
export const AgreementStory = z.strictObject({
  /** Agencies of the profile and organisations of the cast. */
  parties: z.array(Identifier).min(2),
  /** Beside the terms of the profile that are about these parties. */
  terms: z.array(TermBlock),
  notSigned: z.array(Identifier),
  /** Who signs where the cast has nobody who may. A visitor is not offered to enter as one of them. */
  signatories: z.array(CastMember),
});
export type AgreementStory = z.infer<typeof AgreementStory>;
