import { z } from 'zod';
import { WebAddress, Words } from './profile-fields.ts';

const Colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'must be a colour written as # and six of 0-9 a-f, in quotes');

/** What the service is called here, by whom it is run and how it looks. */
export const Identity = z.strictObject({
  name: Words,
  strapline: Words,
  organisation: Words,
  language: z.enum(['en-GB', 'cy']),
  /** Where "exit this page" goes: an ordinary site that says nothing about the reader. */
  exitAddress: WebAddress,
  /** Shown as text on white and under white text, so all three are checked for contrast. */
  colours: z.strictObject({ brand: Colour, brandDark: Colour, accent: Colour }),
});
export type Identity = z.infer<typeof Identity>;
