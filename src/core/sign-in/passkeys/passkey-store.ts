import type { Transaction } from '#platform/database/database.ts';

/** A passkey as pages show it. */
export type Passkey = { id: string; name: string; createdAt: Date; lastUsedAt: Date | null };

/** A passkey with what checking its answers needs. */
export type PasskeyWithKey = Passkey & {
  userId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: number;
  transports: string[];
};

function passkeys(tx: Transaction) {
  return tx
    .selectFrom('passkeys')
    .select([
      'id',
      'name',
      'user_id as userId',
      'public_key as publicKey',
      'sign_count as signCount',
      'transports',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ]);
}

export async function findPasskey(
  tx: Transaction,
  id: string,
): Promise<PasskeyWithKey | undefined> {
  const row = await passkeys(tx).where('id', '=', id).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, publicKey: new Uint8Array(row.publicKey) };
}

/** Somebody's passkeys, the oldest first. */
export async function listPasskeys(
  tx: Transaction,
  userId: string,
): Promise<(Passkey & { transports: string[] })[]> {
  return tx
    .selectFrom('passkeys')
    .select(['id', 'name', 'transports', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .execute();
}

/** False when the key is known already, whoever has it. */
export async function insertPasskey(
  tx: Transaction,
  passkey: Omit<PasskeyWithKey, 'createdAt' | 'lastUsedAt'> & { now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      user_id: passkey.userId,
      name: passkey.name,
      public_key: Buffer.from(passkey.publicKey),
      sign_count: passkey.signCount,
      transports: passkey.transports,
      created_at: passkey.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function notePasskeyUse(
  tx: Transaction,
  { id, signCount, now }: { id: string; signCount: number; now: Date },
): Promise<void> {
  await tx
    .updateTable('passkeys')
    .set({ sign_count: signCount, last_used_at: now })
    .where('id', '=', id)
    .execute();
}

/** Removes a passkey of this person; false when they have none such. */
export async function deletePasskey(tx: Transaction, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deletePasskeysOf(tx: Transaction, userId: string): Promise<void> {
  await tx.deleteFrom('passkeys').where('user_id', '=', userId).execute();
}
