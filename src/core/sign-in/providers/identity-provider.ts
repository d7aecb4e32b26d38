import type { Role } from '#core/access/roles.ts';
import type { User } from '#core/users/user.ts';

/** What somebody must have in a claim to be let in, and in which role. */
export type RoleRule = { claim: string; value: string; role: Role };

/** An agency's own sign-in (OpenID Connect), as the operator's file describes it. */
export type IdentityProvider = {
  id: string;
  /** What people of the agency call it. */
  name: string;
  issuer: URL;
  clientId: string;
  clientSecret: string;
  /** The parts of e-mail addresses after the @ that lead here, in lower case. */
  domains: readonly string[];
  agencyId: string;
  createsAccounts: boolean;
  /** The first that fits decides; somebody whom none fits has no entry. */
  roles: readonly RoleRule[];
  teamsClaim: string | undefined;
  /** A claim that says somebody has left, and the value it then has. */
  leaver: { claim: string; value: string } | undefined;
};

/** The provider that people with this address sign in through. */
export function findProviderOfEmail<Provider extends Pick<IdentityProvider, 'domains'>>(
  providers: readonly Provider[],
  email: string,
): Provider | undefined {
  const domain = email.trim().toLowerCase().split('@').at(-1) ?? '';
  return providers.find(({ domains }) => domains.includes(domain));
}

/**
 * Whether somebody may sign in with a password or passkey of ours. Where their agency has a
 * provider they may not, so that a leaver there is one here; administrators may, for the day on
 * which the provider does not answer.
 */
export function mayUsePassword(
  { email, role }: Pick<User, 'email' | 'role'>,
  providers: readonly Pick<IdentityProvider, 'domains'>[],
): boolean {
  return role === 'administrator' || findProviderOfEmail(providers, email) === undefined;
}
