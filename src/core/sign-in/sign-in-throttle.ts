import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { addressGroup } from '#platform/http/address-group.ts';

/** Five wrong answers for one account, or fifty from one address, and the door stays shut. */
const perAccount = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 };
const perAddress = { points: 50, duration: 15 * 60, blockDuration: 15 * 60 };

/** Things that are handed out to anybody who asks: enough for an office behind one address. */
const perAsker = { points: 300, duration: 15 * 60, blockDuration: 15 * 60 };
/** Mails to one address that nobody signed in asked for. */
const perMailbox = { points: 3, duration: 60 * 60, blockDuration: 60 * 60 };

export const lockMinutes = perAccount.blockDuration / 60;

/** Counts failures in the database, so that every process of the service knows them. */
export type SignInThrottle = {
  /** Takes one try. False: too many, do not even look at the answer. */
  take(account: string, address: string): Promise<boolean>;
  /** Forgets the account's failures after a success, and gives its address this try back. */
  succeed(account: string, address: string): Promise<void>;
};

/** Counts wrong passwords, or wrong codes; each has its own count for an account. */
export function makeSignInThrottle(pool: pg.Pool, what: 'password' | 'code'): SignInThrottle {
  const keyPrefix = what === 'password' ? 'account' : 'code';
  const accounts = limiter(pool, { ...perAccount, keyPrefix });
  const addresses = limiter(pool, { ...perAddress, keyPrefix: 'address' });
  return {
    async take(account, address) {
      // The address first: one that is shut out cannot go on to lock other people's accounts.
      return (
        (await consume(addresses, addressGroup(address))) &&
        (await consume(accounts, keyOf(account)))
      );
    },
    async succeed(account, address) {
      await accounts.delete(keyOf(account));
      await addresses.reward(addressGroup(address));
    },
  };
}

/** Counts what one address asks for without having signed in. False: too much. */
export function makeAskingThrottle(pool: pg.Pool): (address: string) => Promise<boolean> {
  const askers = limiter(pool, { ...perAsker, keyPrefix: 'asker' });
  return (address) => consume(askers, addressGroup(address));
}

/** Counts the mails that one mailbox was sent unasked. False: too many, send none. */
export function makeMailThrottle(pool: pg.Pool): (email: string) => Promise<boolean> {
  const mailboxes = limiter(pool, { ...perMailbox, keyPrefix: 'mailbox' });
  return (email) => consume(mailboxes, keyOf(email));
}

function limiter(
  pool: pg.Pool,
  limits: { points: number; duration: number; blockDuration: number; keyPrefix: string },
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    ...limits,
  });
}

async function consume(limits: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limits.consume(key);
    return true;
  } catch (problem) {
    if (problem instanceof RateLimiterRes) return false;
    throw problem;
  }
}

/** The table never holds an e-mail address, only what stands for it. */
function keyOf(account: string): string {
  return createHash('sha256').update(account.trim().toLowerCase()).digest('base64url');
}
