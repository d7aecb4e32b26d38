import { z } from 'zod';
import { isRole, roleNames } from '#core/access/roles.ts';
import { listAgencies } from '#core/agencies/agency-store.ts';
import {
  CommandProblem,
  UsageProblem,
  type Command,
  type CommandResult,
} from '#core/command-line/command.ts';
import { createUser } from './create-user.ts';
import { linkHours, makeSignInLink } from '#core/sign-in/make-sign-in-link.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';

const Email = z.email();
const askForEmail = 'Give an email address: --email name@example.org';

/** Gives an installation its first person, and any further one. */
export const createUserCommand: Command = {
  name: 'user create',
  usage: '--email E --agency A --role R [--name N]',
  summary: 'Adds a person and prints a one-time link with which they choose a password.',
  options: { email: 'value', agency: 'value', role: 'value', name: 'value' },
  async run({ service, principal, options, address, words }) {
    const { email, agency, role, name } = options;
    if (words.length > 0 || typeof email !== 'string' || !Email.safeParse(email).success) {
      throw new UsageProblem(askForEmail);
    }
    if (typeof role !== 'string' || !isRole(role)) {
      throw new UsageProblem(`Give a role: --role with one of ${roleNames.join(', ')}`);
    }
    const agencies = await service.database.transaction(principal, listAgencies);
    if (!agencies.some(({ id }) => id === agency)) {
      const known = agencies.map(({ id }) => id).join(', ');
      throw new CommandProblem(`Give an agency of the profile: --agency with one of ${known}`);
    }
    const { userId, token } = await createUser(
      service,
      { principal },
      {
        email,
        name: typeof name === 'string' ? name : email,
        agencyId: String(agency),
        role,
      },
    );
    return linkResult(address, email, token, { userId, agency, role });
  },
};

/** Lets somebody in again who lost their link or forgot their password. */
export const makeSignInLinkCommand: Command = {
  name: 'user link',
  usage: '--email E',
  summary: 'Prints a new one-time link for a person who has an account.',
  options: { email: 'value' },
  async run({ service, principal, options, address, words }) {
    const { email } = options;
    if (words.length > 0 || typeof email !== 'string' || !Email.safeParse(email).success) {
      throw new UsageProblem(askForEmail);
    }
    const { userId, token } = await makeSignInLink(service, { principal }, { email });
    return linkResult(address, email, token, { userId });
  },
};

function linkResult(address: string, email: string, token: string, facts: object): CommandResult {
  const link = `${address}${firstPasswordPath(token)}`;
  return {
    json: { ...facts, email, link, linkHours },
    sentences: [
      `${email} can now choose a password. The link works once, within ${linkHours} hours:`,
      link,
    ],
  };
}
