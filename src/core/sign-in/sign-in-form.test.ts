import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeNext, SignInForm } from './sign-in-form.ts';

test.each([
  ['/trends?crime-type=robbery', '/trends?crime-type=robbery'],
  ['//elsewhere.example', '/home'],
  ['/\\elsewhere.example', '/home'],
  ['/.//elsewhere.example', '/home'],
  ['/a/..//elsewhere.example', '/home'],
  ['/\t/', '/home'],
  ['/\t/elsewhere.example', '/home'],
  ['https://elsewhere.example', '/home'],
  ['javascript:alert(1)', '/home'],
  ['', '/home'],
])('after signing in, "%s" leads to %s', (next, expected) => {
  expect(safeNext(next, '/home')).toBe(expected);
});

test('no address leads away from this site', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webUrl(),
        fc.string(),
        fc.string().map((text) => `/${text}`),
        fc
          .array(fc.constantFrom('/', '\\', '.', '..', '\t', 'elsewhere.example', '%2e', 'a', '?'))
          .map((parts) => `/${parts.join('')}`),
      ),
      (next) => {
        const target = new URL(safeNext(next, '/home'), 'https://here.example');
        expect(target.host).toBe('here.example');
      },
    ),
  );
});

test('an email address is asked for in plain words', () => {
  const refused = SignInForm.safeParse({ email: 'nobody', password: '' });
  expect(refused.error?.issues.map(({ message }) => message)).toEqual([
    'Enter an email address in the correct format, like name@example.org',
    'Enter your password',
  ]);
});
