import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { isPowerful, isRole, type Role } from '#core/access/roles.ts';
import { problemInWords } from '#platform/checked-files/file-problem.ts';
import { readYamlFile } from '#platform/checked-files/yaml-file.ts';
import { StartProblem } from '#platform/database/embedded/start-problem.ts';
import type { IdentityProvider } from './identity-provider.ts';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

const Text = z.string().min(1);
const YesOrNo = z
  .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'must be yes or no' })
  .transform((value) => value === true || value === 'yes');

const GivenRole = z.string().transform((role, context): Role => {
  if (isRole(role) && !isPowerful(role)) return role;
  context.addIssue({
    code: 'custom',
    message: isRole(role)
      ? `${role} is given by two people in the service, never by a claim`
      : `there is no role ${role}`,
  });
  return z.NEVER;
});

const Provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  name: Text,
  issuer: z
    .url({ protocol: /^https?$/ })
    .transform((address) => new URL(address))
    .refine(({ protocol, hostname }) => protocol === 'https:' || loopback.has(hostname), {
      message: 'must start with https://',
    }),
  clientId: Text,
  clientSecret: Text,
  domains: z
    .array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, 'must be a domain, like council.example'))
    .min(1)
    .transform((domains) => domains.map((domain) => domain.toLowerCase())),
  agency: Text,
  createsAccounts: YesOrNo,
  roles: z.array(z.strictObject({ claim: Text, value: Text, role: GivenRole })).min(1),
  teamsClaim: Text.optional(),
  leaver: z.strictObject({ claim: Text, value: Text }).optional(),
});

const Providers = z.strictObject({ providers: z.array(Provider) });

/**
 * Reads the agencies' identity providers from the operator's file. Throws StartProblem, with a
 * line for each thing to mend. The file holds secrets, so no message repeats what it says.
 */
export async function loadIdentityProviders(
  file: string,
  agencies: readonly { id: string }[],
): Promise<IdentityProvider[]> {
  const read = await readYamlFile(dirname(file), basename(file), Providers);
  if (!read.ok) {
    throw unusable(read.problems.map(problemInWords));
  }
  const providers = read.value.providers.map(
    ({ agency, teamsClaim, leaver, ...rest }): IdentityProvider => ({
      ...rest,
      agencyId: agency,
      teamsClaim,
      leaver,
    }),
  );
  const problems = [
    ...repeated(providers.map(({ id }) => id)).map((id) => `the id ${id} is used twice`),
    ...repeated(providers.map(({ issuer, clientId }) => `${issuer.href} ${clientId}`)).map(
      () => 'two providers have the same issuer and client',
    ),
    ...repeated(providers.flatMap(({ domains }) => domains)).map(
      (domain) => `the domain ${domain} is given to two providers`,
    ),
    ...providers
      .filter(({ agencyId }) => !agencies.some(({ id }) => id === agencyId))
      .map(({ id, agencyId }) => `${id}: there is no agency ${agencyId} in the profile`),
  ];
  if (problems.length > 0) {
    throw unusable(problems);
  }
  return providers;
}

function unusable(problems: readonly string[]): StartProblem {
  return new StartProblem(
    'The file that IDENTITY_PROVIDERS_FILE names has mistakes.',
    problems.join('\n'),
  );
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
