import type { VersionLine } from '#core/access/agreements/agreement.ts';

/** The day that a preview is about, where it is not today. */
export function previewedFrom({ fromOn }: VersionLine, today: string): string | undefined {
  return fromOn > today ? fromOn : undefined;
}
