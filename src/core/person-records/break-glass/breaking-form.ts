import { z } from 'zod';
import { bornOnFields } from '#core/person-records/person-record-form.ts';
import { oneLine } from '#platform/forms/one-line.ts';

/** Whose record, of which agency, by which power and why. Everything is needed. */
export const BreakingFields = z
  .object({
    givenNames: oneLine('The names', 'Enter their first names', 100),
    familyName: oneLine('The name', 'Enter their family name', 100),
    agency: z
      .string()
      .default('')
      .refine((id) => id !== '', { error: 'Choose an agency' }),
    gateway: z.string('Choose the power you rely on'),
    reason: oneLine('The reason', 'Say what is happening', 1_000).refine(
      (text) => text.length >= 15,
      { error: 'Say what is happening, and why it cannot wait' },
    ),
  })
  .and(
    bornOnFields.transform(({ bornOn }, context) => {
      if (bornOn !== null) return { bornOn };
      const message = 'Enter their whole date of birth';
      context.addIssue({ code: 'custom', path: ['born-day'], message });
      return z.NEVER;
    }),
  )
  .transform(({ agency, gateway, ...fields }) => ({
    ...fields,
    agencyId: agency,
    gatewayId: gateway,
  }));

/** What the governance lead found. */
export const ReviewFields = z.object({
  finding: z.enum(['justified', 'not-justified'], 'Choose what you find'),
  words: oneLine('This', 'Say why, in a sentence', 1_000),
});
