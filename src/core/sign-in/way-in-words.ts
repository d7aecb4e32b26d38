import type { WayIn } from './session.ts';

/** How a session began, in words for the person whose it is. */
export const wayInWords: Readonly<Record<WayIn, string>> = {
  password: 'Password only, not finished',
  'one-time-link': 'Link in a mail, not finished',
  'password-and-code': 'Password and code',
  'password-and-recovery-code': 'Password and recovery code',
  'password-and-passkey': 'Password and passkey',
  passkey: 'Passkey',
  provider: 'Your agency’s sign-in',
  demonstration: 'Demonstration',
};
