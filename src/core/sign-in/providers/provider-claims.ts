import { z } from 'zod';
import type { Role } from '#core/access/roles.ts';
import type { IdentityProvider } from './identity-provider.ts';

/** What a provider's ID token says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** Somebody as their provider describes them, in our words. */
export type ProviderPerson = {
  subject: string;
  email: string;
  name: string;
  role: Role;
  /** Names of teams; which of them the agency has here is for the database to say. */
  teams: readonly string[];
};

/** Why somebody whom the provider let in has no entry here. */
export type NoEntry = 'left' | 'address' | 'role';

const Email = z.email();

/**
 * Reads who somebody is from the claims, by the provider's rules. The address must be of one of its
 * domains, so that no provider can speak for another's people. The first rule that fits gives the role.
 */
export function readClaims(claims: Claims, provider: IdentityProvider): ProviderPerson | NoEntry {
  const { leaver } = provider;
  if (leaver !== undefined && valuesOf(claims, leaver.claim).includes(leaver.value)) return 'left';
  const email = Email.safeParse(claims['email']);
  if (!email.success || claims['email_verified'] === false) return 'address';
  const address = email.data.toLowerCase();
  if (!provider.domains.includes(address.split('@').at(-1) ?? '')) return 'address';
  const rule = provider.roles.find(({ claim, value }) => valuesOf(claims, claim).includes(value));
  if (rule === undefined) return 'role';
  return {
    subject: String(claims['sub']),
    email: address,
    name: nameFrom(claims, address),
    role: rule.role,
    teams: provider.teamsClaim === undefined ? [] : valuesOf(claims, provider.teamsClaim),
  };
}

/** A claim's values as text: one, or each of a list. Anything else says nothing. */
function valuesOf(claims: Claims, claim: string): string[] {
  const given = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  return [given]
    .flat()
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(String);
}

function nameFrom(claims: Claims, otherwise: string): string {
  const { name } = claims;
  const given = typeof name === 'string' ? name.trim().replaceAll(/\s+/g, ' ') : '';
  return given === '' ? otherwise : given.slice(0, 120);
}
