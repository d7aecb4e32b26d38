import { isPowerful } from '#core/access/roles.ts';
import { action, type ActionContext, type Performed } from '#core/actions/action.ts';
import { listTeams } from '#core/agencies/team-store.ts';
import { endSessionsOf } from '#core/sign-in/session-store.ts';
import { tellOfChange } from '#core/sign-in/tell-of-change.ts';
import { noteChange } from '#core/users/change-store.ts';
import { findStanding } from '#core/users/invitation-store.ts';
import { openAccount } from '#core/users/open-account.ts';
import { findPerson, updatePerson, waitForTurnInAgency } from '#core/users/person-store.ts';
import { hasLeft } from '#core/users/user.ts';
import { findUser, findUserByEmail } from '#core/users/user-store.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { findUserOfIdentity, insertProviderAccount, noteEntry } from './provider-account-store.ts';
import { readClaims, type Claims, type NoEntry, type ProviderPerson } from './provider-claims.ts';

export type EntryOutcome =
  { kind: 'in'; userId: string } | { kind: 'refused'; why: NoEntry | 'account' };

type Entry = { provider: IdentityProvider; claims: Claims };

/**
 * What follows from a provider letting somebody in: their account is found, connected or opened, and
 * their role and team are brought up to date. Whoever may not come in (any more) loses every session.
 */
export const enterFromProvider = action(
  'provider.entered',
  'session.begin',
  async (context, { provider, claims }: Entry): Promise<Performed<EntryOutcome>> => {
    const { tx, now } = context;
    const identity = { issuer: provider.issuer.href, subject: String(claims['sub']) };
    await waitForTurnInAgency(tx, provider.agencyId);
    const known = await findUserOfIdentity(tx, identity);
    const person = readClaims(claims, provider);
    const refuse = async (why: NoEntry | 'account') => {
      if (known !== undefined) await endSessionsOf(tx, known, now);
      const about = known === undefined ? [] : [{ kind: 'user', id: known }];
      const result = { kind: 'refused', why } as const;
      return { result, about, detail: { provider: provider.id, refused: why } };
    };
    if (typeof person === 'string') return refuse(person);
    const userId = known ?? (await findOrOpenAccount(context, provider, person));
    if (userId === undefined) return refuse('account');
    const user = await findUser(tx, userId);
    if (user === undefined || hasLeft(user, now) || user.agencyId !== provider.agencyId) {
      return refuse('account');
    }
    if (known === undefined) {
      if (!(await insertProviderAccount(tx, { ...identity, userId, now })))
        return refuse('account');
      await tellOfChange(context, userId, 'provider-linked');
    } else await noteEntry(tx, { ...identity, now });
    await bringUpToDate(context, userId, person);
    const result = { kind: 'in', userId } as const;
    return { result, about: [{ kind: 'user', id: userId }], detail: { provider: provider.id } };
  },
);

/**
 * The account of somebody who comes through their provider for the first time: the one of their
 * address, or a new one if the agency allows. One that was closed here stays closed.
 */
async function findOrOpenAccount(
  { tx, now, principal }: ActionContext,
  { agencyId, createsAccounts }: IdentityProvider,
  { email, name, role }: ProviderPerson,
): Promise<string | undefined> {
  const existing = await findUserByEmail(tx, email);
  if (existing !== undefined) {
    return existing.user.agencyId === agencyId ? existing.user.id : undefined;
  }
  const standing = await findStanding(tx, email, agencyId);
  if (!createsAccounts || standing.kind !== 'free') return undefined;
  const userId = await openAccount(tx, { email, name, agencyId, role, teamId: undefined });
  if (userId === undefined) return undefined;
  await noteChange(tx, { id: userId, agencyId, role }, { name: 'invited', now, principal });
  return userId;
}

/** A powerful role is given and taken by two people here, so a provider leaves it as it is. */
async function bringUpToDate(
  context: ActionContext,
  userId: string,
  { role, teams }: ProviderPerson,
): Promise<void> {
  const { tx, now, principal } = context;
  const user = await findUser(tx, userId);
  if (user === undefined) return;
  const { agencyId } = user;
  const wanted = new Set(teams.map((team) => team.toLowerCase()));
  const team = (await listTeams(tx, agencyId)).find(({ name }) => wanted.has(name.toLowerCase()));
  const before = await findPerson(tx, 'everybody', userId);
  if (team !== undefined && team.id !== before?.team?.id) {
    await updatePerson(tx, userId, { teamId: team.id });
    await noteChange(tx, { ...user, team }, { name: 'team-changed', now, principal });
  }
  if (role === user.role || isPowerful(user.role)) return;
  await updatePerson(tx, userId, { role });
  await noteChange(tx, { ...user, role, team }, { name: 'role-changed', now, principal });
  await endSessionsOf(tx, userId, now);
  await tellOfChange(context, userId, 'role-changed');
}
