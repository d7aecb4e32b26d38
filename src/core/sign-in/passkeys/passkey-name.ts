import { z } from 'zod';

const longest = 60;

/** What its owner calls a passkey, to tell it from their others. */
export const PasskeyName = z
  .string('Enter a name for the passkey')
  .trim()
  .min(1, 'Enter a name for the passkey, like Work phone')
  .max(longest, `The name must be ${longest} characters or fewer`);
