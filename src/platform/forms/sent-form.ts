import { z } from 'zod';
import { NotFound } from '#platform/http/failures.ts';

const Address = z.object({ id: z.uuid() });
const Sent = z.object({ idempotencyKey: z.uuid().optional().catch(undefined) });

/** The id in an address. What cannot be one is not found, like one that is nobody's. */
export function idIn(params: unknown): string {
  const parsed = Address.safeParse(params);
  if (!parsed.success) throw new NotFound();
  return parsed.data.id;
}

/** The key made when the form was shown. */
export function keyIn(body: unknown): string | undefined {
  return Sent.parse(body ?? {}).idempotencyKey;
}
