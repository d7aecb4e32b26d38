import { z } from 'zod';
import { isRole, roleNames, roles } from '#core/access/roles.ts';
import { reading } from '#core/actions/reading.ts';
import { listAgencies } from '#core/agencies/agency-store.ts';
import {
  CommandProblem,
  UsageProblem,
  type Command,
  type CommandResult,
} from '#core/command-line/command.ts';
import type { Service } from '#core/service.ts';
import type { Principal } from '#platform/database/principal.ts';
import { LastAdministrator } from './account-changes.ts';
import { createUser } from './create-user.ts';
import { endAccess } from './end-access.ts';
import { endOfDay, parseWrittenDay } from './last-day.ts';
import { findPerson, listPeople } from './person-store.ts';
import { stateInWords, type Person } from './person.ts';
import { findUserByEmail } from './user-store.ts';
import { linkHours, makeSignInLink } from '#core/sign-in/make-sign-in-link.ts';
import { firstPasswordPath } from '#core/sign-in/paths.ts';
import { recoverAccount } from '#core/sign-in/recover-account.ts';

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

/** Lets somebody begin again who lost their phone, their passkeys and their recovery codes. */
export const recoverAccountCommand: Command = {
  name: 'user recover',
  usage: '--email E',
  summary: 'Takes away all that a person signs in with, and prints a link to begin again.',
  options: { email: 'value' },
  async run({ service, principal, options, address, words }) {
    const { email } = options;
    if (words.length > 0 || typeof email !== 'string' || !Email.safeParse(email).success) {
      throw new UsageProblem(askForEmail);
    }
    const { userId, token } = await recoverAccount(service, { principal }, { email });
    return linkResult(address, email, token, { userId });
  },
};

/** Who may enter, and who is invited. */
export const listUsersCommand: Command = {
  name: 'user list',
  usage: '[--agency A]',
  summary: 'Lists the people who can sign in or are invited, and how they stand.',
  isForExisting: true,
  options: { agency: 'value' },
  async run({ service, principal, options, words }) {
    const { agency } = options;
    if (words.length > 0) throw new UsageProblem('bin/breakwater user list [--agency A]');
    const people = await readEverybody(service, principal, {
      agencyId: typeof agency === 'string' ? agency : undefined,
    });
    return {
      json: people.map(({ leavesAt, ...person }) => ({
        ...person,
        leavesAt: leavesAt?.toISOString() ?? null,
      })),
      sentences:
        people.length === 0
          ? ['Nobody can sign in yet.']
          : people.map(
              (person) =>
                `${person.email}  ${person.name}  ${roles[person.role]}, ${person.agencyName}  ${stateInWords(person)}`,
            ),
    };
  },
};

const readEverybody = reading(
  'users.listed',
  'user.list',
  async ({ tx }, { agencyId }: { agencyId: string | undefined }) => {
    const sight = agencyId === undefined ? 'everybody' : { agencyId };
    const search = { words: '', state: 'all', page: 1 } as const;
    const { rows } = await listPeople(tx, sight, search, 100_000);
    return { seen: rows, about: rows.map(({ kind, id }) => ({ kind, id })) };
  },
);

/** Ends somebody's access from the command line: for an agency that has nobody to do it. */
export const endUserCommand: Command = {
  name: 'user leave',
  usage: '--email E [--after YYYY-MM-DD] [--last-administrator]',
  summary: 'Ends the access of a person, at once or after a day.',
  isForExisting: true,
  options: { email: 'value', after: 'value', 'last-administrator': 'flag' },
  async run({ service, principal, options, words }) {
    const { email, after } = options;
    if (words.length > 0 || typeof email !== 'string' || !Email.safeParse(email).success) {
      throw new UsageProblem(askForEmail);
    }
    const lastDay = typeof after === 'string' ? parseWrittenDay(after) : undefined;
    if (after !== undefined && lastDay === undefined) {
      throw new UsageProblem('Give the last day as YYYY-MM-DD: --after 2027-03-27');
    }
    const from = lastDay === undefined ? undefined : endOfDay(lastDay);
    if (from !== undefined && from <= service.clock.now()) {
      throw new UsageProblem('The last day must be today or later.');
    }
    const person = await findByEmail(service, principal, email);
    const knowsLast = options['last-administrator'] === true;
    try {
      await endAccess(
        service,
        { principal },
        {
          userId: person.id,
          version: person.version,
          knowsLast,
          when: from === undefined ? { kind: 'at-once' } : { kind: 'later', from: from.getTime() },
        },
      );
    } catch (problem) {
      if (!(problem instanceof LastAdministrator)) throw problem;
      throw new CommandProblem(
        `${email} is the last administrator of ${person.agencyName}, and nothing was changed.\n` +
          'Add another first, or say --last-administrator to go on.',
      );
    }
    return {
      json: { userId: person.id, email, leavesAt: from?.toISOString() ?? null },
      sentences: [
        lastDay === undefined
          ? `${email} is signed out everywhere and cannot come in again.`
          : `${email} can come in until the end of ${lastDay}.`,
      ],
    };
  },
};

async function findByEmail(
  { database }: Service,
  principal: Principal,
  email: string,
): Promise<Person> {
  const person = await database.transaction(principal, async (tx) => {
    const found = await findUserByEmail(tx, email);
    return found === undefined ? undefined : findPerson(tx, 'everybody', found.user.id);
  });
  if (person !== undefined) return person;
  throw new CommandProblem(
    `${email} has no account that anybody has come to. An invitation is withdrawn on the people page.`,
  );
}

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
