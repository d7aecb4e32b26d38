import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findProviderOfEmail, mayUsePassword, type IdentityProvider } from './identity-provider.ts';
import { readClaims } from './provider-claims.ts';

const provider: IdentityProvider = {
  id: 'council',
  name: 'The council',
  issuer: new URL('https://login.council.example'),
  clientId: 'breakwater',
  clientSecret: 'secret',
  domains: ['council.example', 'schools.council.example'],
  agencyId: 'council',
  createsAccounts: true,
  roles: [
    { claim: 'groups', value: 'analysts', role: 'analyst' },
    { claim: 'groups', value: 'staff', role: 'practitioner' },
  ],
  teamsClaim: 'department',
  leaver: { claim: 'active', value: 'false' },
};
const person = {
  sub: 'abc',
  email: 'Ana@Council.example',
  name: '  Ana  Nowak ',
  groups: ['staff', 'analysts'],
  department: 'Youth service',
};

describe('the claims of a provider', () => {
  test('say who somebody is, and the first rule that fits says their role', () => {
    expect(readClaims(person, provider)).toEqual({
      subject: 'abc',
      email: 'ana@council.example',
      name: 'Ana Nowak',
      role: 'analyst',
      teams: ['Youth service'],
    });
  });

  test.each([
    ['a leaver', { active: false }, 'left'],
    ['no group of ours', { groups: ['others'] }, 'role'],
    ['no groups at all', { groups: undefined }, 'role'],
    ['a group that only looks alike', { groups: 'analysts staff' }, 'role'],
    ['no address', { email: undefined }, 'address'],
    ['an address that nobody checked', { email_verified: false }, 'address'],
    ['an address of another agency', { email: 'ana@police.example' }, 'address'],
    ['an address that ends alike', { email: 'ana@notcouncil.example' }, 'address'],
    ['a domain that is not listed', { email: 'ana@x.council.example' }, 'address'],
  ])('give %s no entry', (_who, change, why) => {
    expect(readClaims({ ...person, ...change }, provider)).toBe(why);
  });

  test('of any shape never throw, and never give a role without a rule that fits', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (claims, groups) => {
        const read = readClaims({ ...claims, sub: 'x', groups, email: person.email }, provider);
        const given = new Set([groups].flat());
        const fits = ['analysts', 'staff'].some((group) => given.has(group));
        if (!fits) expect(typeof read).toBe('string');
      }),
      { numRuns: 100 },
    );
  });
});

describe('an address', () => {
  test('leads to the provider of its domain, whatever its case, and to no other', () => {
    expect(findProviderOfEmail([provider], ' A@SCHOOLS.council.example ')?.id).toBe('council');
    expect(findProviderOfEmail([provider], 'a@other.example')).toBeUndefined();
    expect(findProviderOfEmail([provider], 'council.example@other.example')).toBeUndefined();
  });

  test('of a domain with a provider has no password here, except for administrators', () => {
    const email = 'a@council.example';
    expect(mayUsePassword({ email, role: 'analyst' }, [provider])).toBe(false);
    expect(mayUsePassword({ email, role: 'administrator' }, [provider])).toBe(true);
    expect(mayUsePassword({ email, role: 'analyst' }, [])).toBe(true);
  });
});
