import { z } from 'zod';

/** A short name in addresses and in other files: lower case, words joined by hyphens. */
export const Identifier = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

/** Words that people read; never empty, no space at the ends. */
export const Words = z
  .string()
  .min(1)
  .regex(/^\S(.*\S)?$/s, 'must not start or end with a space');

export const WebAddress = z.url({ protocol: /^https$/ });

export const Day = z.iso.date();

export const Year = z.int().min(1900).max(2200);

/** Degrees east of Greenwich, WGS 84, kept to the British Isles so that swapped columns are caught. */
export const Longitude = z.number().min(-9).max(2.5);

/** Degrees north of the equator, WGS 84. */
export const Latitude = z.number().min(49).max(61);

/** How far a statement may be relied on before the service goes live. */
const Standing = z.enum(['found', 'to-be-checked', 'to-be-entered']);

/** Where a statement comes from, for the people who must stand by it. */
export const Source = z.strictObject({
  title: Words,
  /** Where it was seen; some public bodies still publish without https. */
  address: z.url({ protocol: /^https?$/ }).optional(),
  standing: Standing,
  note: Words.optional(),
});
export type Source = z.infer<typeof Source>;

/** Something only the partnership can supply. Pages show it as missing; nothing is made up in its place. */
export const ToBeEntered = z.strictObject({ what: Words, why: Words });
export type ToBeEntered = z.infer<typeof ToBeEntered>;
