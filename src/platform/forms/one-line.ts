import { z } from 'zod';

/** Controls, and marks that turn the direction of the words around them: nobody sees them. */
const unseen = /[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;

/** A name on one line, whatever spaces it was typed with. */
export function oneLine(what: string, missing: string, longest: number) {
  return z
    .string(missing)
    .transform((typed) => typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim())
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
