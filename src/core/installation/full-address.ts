import type { Transaction } from '#platform/database/database.ts';
import { findInstallation } from './installation-store.ts';

/** The address to mail for a path: where people last reached the service, never what a request says. */
export async function fullAddress(tx: Transaction, path: string): Promise<string> {
  const installation = await findInstallation(tx);
  return `${installation?.address ?? 'http://localhost:3000'}${path}`;
}
