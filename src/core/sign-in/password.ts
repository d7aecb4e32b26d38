import { hash, verify } from '@node-rs/argon2';

/** Shortest password, in characters. Length is the only rule: no forced symbols. */
export const passwordMinimum = 12;
export const passwordMaximum = 200;

// OWASP's first choice for Argon2id in 2025: 19 MiB, two passes.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let nobody: Promise<string> | undefined;

/** Checks a password; with no hash to check against it takes as long and answers no. */
export async function isPassword(password: string, expected: string | null): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const matches = await verify(expected ?? (await nobody), password.normalize('NFKC'));
  return matches && expected !== null;
}
