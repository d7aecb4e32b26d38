import { z } from 'zod';

const Sent = z.object({
  idempotencyKey: z.uuid().optional().catch(undefined),
  revision: z.coerce.number().int().catch(0),
});
const Ids = z
  .string()
  .transform((text) => text.split('.').filter((id) => id !== ''))
  .pipe(z.array(z.uuid()).max(200));

/** What every form of a draft carries: the key made when it was shown, and the revision it was shown with. */
export function sentWith(body: unknown): { idempotencyKey: string | undefined; revision: number } {
  const { idempotencyKey, revision } = Sent.parse(body ?? {});
  return { idempotencyKey, revision };
}

/** Ids of terms joined by full stops; none where they are not that. */
export function idsIn(text: unknown): string[] {
  return Ids.safeParse(text ?? '').data ?? [];
}
