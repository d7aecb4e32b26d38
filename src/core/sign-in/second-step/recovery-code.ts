import { createHash, randomInt } from 'node:crypto';

/** No letter that is taken for a digit, and no vowel that would make a word. */
const letters = 'bcdfghjkmnpqrstvwxz23456789';
const lettersInAll = 24;
const lettersInAGroup = 4;

export const recoveryCodesInAll = 10;

/** A set of recovery codes, each of 114 random bits, in groups that can be copied from paper. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: recoveryCodesInAll }, makeRecoveryCode);
}

/** What the database keeps. A code has so many random bits that it needs no slow hash. */
export function hashRecoveryCode(code: string): Buffer {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(plain).digest();
}

function makeRecoveryCode(): string {
  const code = Array.from({ length: lettersInAll }, () => letters[randomInt(letters.length)]);
  const groups = Array.from({ length: lettersInAll / lettersInAGroup }, (_, group) =>
    code.slice(group * lettersInAGroup, (group + 1) * lettersInAGroup).join(''),
  );
  return groups.join('-');
}
