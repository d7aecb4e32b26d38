import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadIdentityProviders } from './load-identity-providers.ts';

const agencies = [{ id: 'council' }, { id: 'police' }];
const council = `
  - id: council
    name: The council
    issuer: https://login.council.example
    clientId: breakwater
    clientSecret: very-secret-words
    domains: [Council.example]
    agency: council
    createsAccounts: yes
    roles:
      - { claim: groups, value: analysts, role: analyst }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-providers-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string) {
  const file = join(folder, 'providers.yaml');
  await writeFile(file, `providers:${text}`);
  return loadIdentityProviders(file, agencies);
}

test('a file of the operator’s describes each agency’s sign-in', async () => {
  const [provider] = await load(council);
  expect(provider).toMatchObject({
    id: 'council',
    domains: ['council.example'],
    agencyId: 'council',
    createsAccounts: true,
    leaver: undefined,
  });
  expect(provider?.issuer.href).toBe('https://login.council.example/');
});

test.each([
  ['an issuer that is not encrypted', 'https://login', 'http://login', 'must start with https://'],
  ['a role that two people give', 'role: analyst', 'role: administrator', 'given by two people'],
  ['a role there is not', 'role: analyst', 'role: king', 'there is no role king'],
  ['an agency there is not', 'agency: council', 'agency: navy', 'there is no agency navy'],
  ['neither yes nor no', 'Accounts: yes', 'Accounts: perhaps', 'must be yes or no'],
  ['a domain that is none', '[Council.example]', '["@x"]', 'must be a domain'],
  ['a field there is not', 'agency:', 'agencies: x\n    agency:', 'agencies'],
])('%s is told to the operator, without the secret', async (_what, from, to, words) => {
  const problem: unknown = await load(council.replace(from, to)).catch((reason: unknown) => reason);
  const told = JSON.stringify(problem, Object.getOwnPropertyNames(problem));
  expect(told).toContain(words);
  expect(told).not.toContain('very-secret-words');
});

test('an issuer on this machine may be plain, for trying it out', async () => {
  const [provider] = await load(
    council.replace('https://login.council.example', 'http://localhost:9'),
  );
  expect(provider?.issuer.protocol).toBe('http:');
});

test('one domain cannot lead to two agencies, nor one name to two providers', async () => {
  const second = council
    .replace('login.council', 'login.police')
    .replace('agency: council', 'agency: police');
  await expect(load(council + second)).rejects.toMatchObject({
    whatToDo: expect.stringMatching(/id council is used twice[^]*domain council.example/),
  });
});

test('a file that is not there is told plainly', async () => {
  const missing = loadIdentityProviders(join(folder, 'nowhere.yaml'), agencies);
  await expect(missing).rejects.toMatchObject({ whatToDo: expect.stringContaining('is missing') });
});
