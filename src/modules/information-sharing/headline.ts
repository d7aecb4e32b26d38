import type { Agreement, VersionLine } from '#core/access/agreements/agreement.ts';

/** The version that says most about an agreement: the one in force, otherwise the newest that was not given up. */
export function headlineOf({ versions }: Agreement): VersionLine {
  const found =
    versions.find(({ isInForce }) => isInForce) ??
    versions.find(({ revokedAt }) => revokedAt === undefined) ??
    versions[0];
  if (found === undefined) throw new Error('An agreement that can be read has a version.');
  return found;
}
