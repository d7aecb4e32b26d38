import type { VersionLine } from './agreement.ts';

export type VersionState =
  'draft' | 'discarded' | 'revoked' | 'ended' | 'in-force' | 'agreed' | 'waiting' | 'overtaken';

/** Two signatures make an agreement; one alone shares with nobody. */
export const fewestSignatures = 2;

/** What has become of a version, on a day written YYYY-MM-DD. */
export function stateOf(version: VersionLine, today: string): VersionState {
  if (version.proposedAt === undefined)
    return version.revokedAt === undefined ? 'draft' : 'discarded';
  if (version.revokedAt !== undefined) return 'revoked';
  if (version.untilOn <= today) return 'ended';
  if (version.isInForce) return 'in-force';
  if (version.signatureCount < fewestSignatures) return 'waiting';
  return version.fromOn > today ? 'agreed' : 'overtaken';
}

/** May parties still sign it? */
export function isOpenForSignature(version: VersionLine, today: string): boolean {
  return ['in-force', 'agreed', 'waiting'].includes(stateOf(version, today));
}
