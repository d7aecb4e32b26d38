import { expect, test } from 'vitest';
import { expectedAddress } from './expected-address.ts';

test.each([
  ['the address of its settings', '127.0.0.1', 3001, 'http://127.0.0.1:3001'],
  ['this machine where it listens everywhere', '0.0.0.0', 3000, 'http://127.0.0.1:3000'],
  ['an address of the newer kind in brackets', '::1', 3000, 'http://[::1]:3000'],
])('mails of a first start name %s', (_what, host, port, address) => {
  expect(expectedAddress({ publicAddress: undefined, host, port })).toBe(address);
});

test('what people type goes before everything, and a port that nobody knows yet is not guessed', () => {
  const publicAddress = 'https://safer.example';
  expect(expectedAddress({ publicAddress, host: '127.0.0.1', port: 0 })).toBe(publicAddress);
  expect(expectedAddress({ publicAddress: undefined, host: '127.0.0.1', port: 0 })).toBeUndefined();
});
