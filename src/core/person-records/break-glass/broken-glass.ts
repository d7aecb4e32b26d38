/** What a governance lead may find. */
export const findings = { justified: 'Justified', 'not-justified': 'Not justified' } as const;
export type Finding = keyof typeof findings;

/** One breaking of the glass, as it is told to whom it concerns. */
export type BrokenGlass = {
  id: string;
  recordId: string;
  userId: string;
  reason: string;
  gatewayName: string;
  brokenAt: Date;
  until: Date;
  reviewDue: Date | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  finding: Finding | null;
  reviewWords: string | null;
  mayReview: boolean;
};

/** Whether somebody may break the glass, or what stands against it. */
export type GlassStanding = 'free' | 'review-overdue' | 'not-justified';

/** The moment of a review, in words: done, due or overdue. */
export function stateOf(
  { finding, reviewDue }: Pick<BrokenGlass, 'finding' | 'reviewDue'>,
  now: Date,
): string {
  if (finding !== null) return findings[finding];
  return reviewDue !== null && reviewDue <= now ? 'Overdue' : 'To be reviewed';
}
