import type { KeyObject } from 'node:crypto';
import type { Demonstration } from '#core/partnership/demonstration.ts';
import type { AssetAddresses } from '#core/pages/asset-addresses.ts';
import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { IdentityProvider } from '#core/sign-in/providers/identity-provider.ts';
import type { Analytics } from '#platform/analytics/analytics.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/database/database.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Log } from '#platform/log.ts';

/** What every module is handed: the open resources and the partnership they serve. */
export type Service = {
  database: Database;
  clock: Clock;
  log: Log;
  files: FileStore;
  analytics: Analytics;
  /** Where Parquet files are kept; analytics may read and write here. */
  parquetDirectory: string;
  profile: PartnershipProfile;
  /** The invented people and year, while this installation holds them. */
  demonstration: Demonstration | undefined;
  assets: AssetAddresses;
  isHttps: boolean;
  /** Keeps the secrets of authenticator apps; never in the database. */
  authenticatorKey: KeyObject;
  /** The agencies' own sign-ins, as the operator's file lists them. */
  identityProviders: readonly IdentityProvider[];
};
