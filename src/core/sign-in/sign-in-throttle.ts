import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** Five wrong passwords for one account, or fifty from one address, and the door stays shut. */
const perAccount = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 };
const perAddress = { points: 50, duration: 15 * 60, blockDuration: 15 * 60 };

export const lockMinutes = perAccount.blockDuration / 60;

/** Counts failures in the database, so that every process of the service knows them. */
export type SignInThrottle = {
  /** Takes one try. False: too many, do not even look at the password. */
  take(email: string, address: string): Promise<boolean>;
  /** Forgets the account's failures after a success, and gives its address this try back. */
  succeed(email: string, address: string): Promise<void>;
};

export function makeSignInThrottle(pool: pg.Pool): SignInThrottle {
  const shared = {
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  };
  const accounts = new RateLimiterPostgres({ ...shared, ...perAccount, keyPrefix: 'account' });
  const addresses = new RateLimiterPostgres({ ...shared, ...perAddress, keyPrefix: 'address' });
  return {
    async take(email, address) {
      try {
        // The address first: one that is shut out cannot go on to lock other people's accounts.
        await addresses.consume(address);
        await accounts.consume(keyOf(email));
        return true;
      } catch (problem) {
        if (problem instanceof RateLimiterRes) return false;
        throw problem;
      }
    },
    async succeed(email, address) {
      await accounts.delete(keyOf(email));
      await addresses.reward(address);
    },
  };
}

/** The table never holds an e-mail address, only what stands for it. */
function keyOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
