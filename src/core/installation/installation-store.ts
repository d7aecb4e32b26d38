import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** What a database was made for: the invented partnership year, or a partnership's own work. */
export type Installation = {
  contents: 'demonstration' | 'empty';
  partnership: string;
  /** The newest month of the demonstration's incidents, once they are all in. */
  demonstrationMonth: string | null;
  /** When the people of the story had done everything that it begins with. */
  storyBeganAt: Date | null;
  /** Where people last reached the service, for links made on the command line. */
  address: string | null;
};

/** Lets services that start at once on one database settle what it holds one after the other. */
export async function waitForTurnToStart(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('breakwater: settle contents'))`.execute(tx);
}

export async function findInstallation(tx: Transaction): Promise<Installation | undefined> {
  const row = await tx.selectFrom('installation').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    contents: row.contents === 'demonstration' ? 'demonstration' : 'empty',
    partnership: row.partnership,
    demonstrationMonth: row.demonstration_month,
    storyBeganAt: row.story_began_at,
    address: row.address,
  };
}

/** Says once and for all what this database is for. */
export async function insertInstallation(
  tx: Transaction,
  installation: Pick<Installation, 'contents' | 'partnership'>,
): Promise<void> {
  await tx.insertInto('installation').values(installation).execute();
}

export async function setDemonstrationMonth(tx: Transaction, month: string): Promise<void> {
  await tx.updateTable('installation').set({ demonstration_month: month }).execute();
}

export async function setStoryBegan(tx: Transaction, now: Date): Promise<void> {
  await tx.updateTable('installation').set({ story_began_at: now }).execute();
}

export async function setAddress(tx: Transaction, address: string): Promise<void> {
  await tx.updateTable('installation').set({ address }).execute();
}
