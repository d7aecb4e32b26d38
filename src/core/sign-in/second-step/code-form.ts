import { z } from 'zod';

/** People copy codes with spaces in them. */
const giveCode = 'Enter the 6 numbers that your app shows';

export const CodeForm = z.object({
  code: z
    .string(giveCode)
    .transform((code) => code.replaceAll(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, giveCode)),
  next: z.string().optional(),
});

export const RecoveryCodeForm = z.object({
  code: z
    .string('Enter a recovery code')
    .trim()
    .min(1, 'Enter a recovery code')
    .max(60, 'Enter a recovery code'),
  next: z.string().optional(),
});

/** The secret that stands for what was handed out. */
export const AttemptToken = z.string().regex(/^[\w-]{43}$/);

export const AuthenticatorForm = CodeForm.extend({ attempt: AttemptToken });
