import { z } from 'zod';
import { isPredictablePassword } from './predictable-password.ts';
import { passwordMaximum, passwordMinimum } from './password.ts';

const email = z
  .string('Enter your email address')
  .trim()
  .min(1, 'Enter your email address')
  .max(320, 'Enter an email address in the correct format, like name@example.org')
  .pipe(z.email('Enter an email address in the correct format, like name@example.org'));

export const SignInForm = z.object({
  email,
  password: z
    .string('Enter your password')
    .min(1, 'Enter your password')
    .max(passwordMaximum, 'Enter your password'),
  next: z.string().optional(),
});

const tooShort = `Your password must be ${passwordMinimum} characters or more`;

const NewPassword = z.object({
  password: z
    .string(tooShort)
    .min(passwordMinimum, tooShort)
    .max(passwordMaximum, `Your password must be ${passwordMaximum} characters or fewer`)
    .refine(
      (password) => !isPredictablePassword(password),
      'Choose a password that fewer people use',
    ),
  again: z.string('Enter the same password again'),
});
const differ = { path: ['again'], message: 'The two passwords must be the same' };

export const FirstPasswordForm = NewPassword.refine(
  ({ password, again }) => password === again,
  differ,
);

export const OwnPasswordForm = NewPassword.extend({
  present: z
    .string('Enter your password')
    .min(1, 'Enter your password')
    .max(passwordMaximum, 'Enter your password'),
}).refine(({ password, again }) => password === again, differ);

export const ForgottenPasswordForm = z.object({ email });

export const EnterForm = z.object({
  person: z.string().regex(/^[a-z0-9-]+$/),
  next: z.string().optional(),
});

/** The page to go to after signing in: one of ours, whatever the address says. */
export function safeNext(next: string | undefined, otherwise: string): string {
  if (next === undefined || !isPath(next) || next.length > 2_000) return otherwise;
  const here = 'http://here.invalid';
  if (!URL.canParse(next, here)) return otherwise;
  const url = new URL(next, here);
  // Looked at again as it came out: "/.//elsewhere" is a path, and becomes the address of a site.
  const path = `${url.pathname}${url.search}`;
  return url.host === 'here.invalid' && isPath(path) ? path : otherwise;
}

function isPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}
