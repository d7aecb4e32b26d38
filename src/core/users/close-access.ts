import { deletePasskeysOf } from '#core/sign-in/passkeys/passkey-store.ts';
import { deleteAuthenticator } from '#core/sign-in/second-step/authenticator-store.ts';
import { deleteRecoveryCodes } from '#core/sign-in/second-step/recovery-code-store.ts';
import { endSessionsOf } from '#core/sign-in/session-store.ts';
import { endLinksOf } from '#core/sign-in/sign-in-link-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Principal } from '#platform/database/principal.ts';
import { noteChange } from './change-store.ts';
import { closeAccount } from './person-store.ts';
import type { Person } from './person.ts';
import { overtakeProposals } from './role-proposal-store.ts';

type Closing = { now: Date; principal: Principal };

/** Ends somebody's account and everything that opens it, in the caller's transaction. */
export async function closeAccess(
  tx: Transaction,
  person: Pick<Person, 'id' | 'agencyId' | 'role' | 'team'>,
  { now, principal }: Closing,
): Promise<void> {
  await closeUnused(tx, person.id, now);
  await noteChange(tx, person, { name: 'left', now, principal });
}

/** The same for an account that nobody ever came to, which leaves no history. */
export async function closeUnused(tx: Transaction, userId: string, now: Date): Promise<void> {
  await closeAccount(tx, userId, now);
  await endSessionsOf(tx, userId, now);
  await endLinksOf(tx, userId, now);
  await deletePasskeysOf(tx, userId);
  await deleteAuthenticator(tx, userId);
  await deleteRecoveryCodes(tx, userId);
  await overtakeProposals(tx, { userId }, now);
}
