import { action, type Ground } from '#core/actions/action.ts';
import { fullAddress } from '#core/installation/full-address.ts';
import { Conflict, NotFound } from '#platform/http/failures.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import type { Finding } from './broken-glass.ts';
import { listGlasses, restoreGlassFor, reviewGlassAs, takeDueReviews } from './glass-store.ts';
import { glassPath } from './paths.ts';

/** A governance lead of the owner says whether the glass was broken rightly, and why. Once. */
export const reviewGlass = action(
  'break-glass.reviewed',
  'glass.review',
  async ({ tx }, review: { id: string; finding: Finding; words: string }) => {
    const glass = (await listGlasses(tx, review.id))[0];
    if (glass === undefined) throw new NotFound();
    if (!(await reviewGlassAs(tx, review)))
      throw new Conflict('Somebody reviewed this before you. Open the page again.');
    return {
      result: undefined,
      about: [{ kind: 'person-record', id: glass.recordId }],
      detail: { glass: review.id, finding: review.finding },
    };
  },
);

/** Lets somebody of the governance lead's own agency break the glass again. */
export const restoreGlass = action(
  'break-glass.restored',
  'glass.review',
  async ({ tx }, { userId }: { userId: string }) => {
    if (!(await restoreGlassFor(tx, userId))) throw new NotFound();
    return { result: undefined, about: [{ kind: 'user', id: userId }] };
  },
);

const jobs = { kind: 'system', name: 'jobs' } as const;

const remind = action('break-glass.reminded', 'glass.remind', async ({ tx, principal, now }) => {
  const due = await takeDueReviews(tx);
  for (const { id, email } of due) {
    const link = await fullAddress(tx, glassPath(id));
    await sendLater(tx, { to: email, template: 'review-due', fields: { link }, now, principal });
  }
  const ids = [...new Set(due.map(({ id }) => id))];
  return { result: undefined, about: ids.map((id) => ({ kind: 'broken-glass', id })) };
});

/** Reminds of reviews on their last day, and every day while they are overdue. Harmless however often. */
export async function remindOfReviews(ground: Ground): Promise<void> {
  await remind(ground, { principal: jobs }, undefined);
}
