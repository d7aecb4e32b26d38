import { z } from 'zod';
import { Identifier, Source, ToBeEntered, Words, Year } from './profile-fields.ts';

const Pillar = z.strictObject({ id: Identifier, title: Words, summary: Words });

/** The strategy as far as it is known: its vision and pillars. Commitments come from the partnership. */
export const Strategy = z.strictObject({
  title: Words,
  owner: Words,
  from: Year,
  to: Year,
  vision: Words,
  pillars: z.array(Pillar).min(1),
  sources: z.array(Source).min(1),
  toBeEntered: z.array(ToBeEntered),
});
export type Strategy = z.infer<typeof Strategy>;
