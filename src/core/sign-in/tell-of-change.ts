import { findUser } from '#core/users/user-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { sendLater } from '#platform/mail/send-later.ts';
import type { SignInChange } from '#platform/mail/templates.ts';

/** Tells somebody by mail what changed about how they sign in; sent when the change is committed. */
export async function tellOfChange(
  { tx, now, principal }: { tx: Transaction; now: Date; principal: Principal },
  userId: string,
  what: SignInChange,
): Promise<void> {
  const user = await findUser(tx, userId);
  if (user === undefined || user.isInvented) return;
  const template = 'sign-in-changed';
  await sendLater(tx, { to: user.email, template, fields: { what }, now, principal });
}
