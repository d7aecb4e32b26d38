import { z } from 'zod';

export const longestSentence = 300;
export const longestReason = 500;

/** Controls, and marks that turn the direction of the words around them: nobody sees them. */
const unseen = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;

/** Words on one line, whatever line ends and spaces they were typed with. */
function line(what: string, missing: string, longest: number) {
  return z
    .string(missing)
    .transform((typed) => typed.replaceAll(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, missing)
        .max(longest, `${what} must be ${longest} characters or fewer`)
        .refine((words) => !unseen.test(words), {
          error: `${what} has characters that cannot be shown. Type it again`,
        }),
    );
}

/** What somebody writes when they record a finding. The figure is not theirs to write. */
export const FindingForm = z.object({
  sentence: line('The sentence', 'Enter what the figure shows', longestSentence),
});
export type FindingForm = z.infer<typeof FindingForm>;

/** The same for a finding that takes the place of another. */
export const SupersessionForm = FindingForm.extend({
  reason: line('The reason', 'Enter why the earlier finding is superseded', longestReason),
});
