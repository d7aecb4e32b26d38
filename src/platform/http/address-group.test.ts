import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressGroup } from './address-group.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['2001:db8::6', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s is counted with %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test('addresses of one IPv6 network are counted together, however they are written', () => {
  const hextet = fc.integer({ min: 0, max: 0xffff });
  const half = fc.tuple(hextet, hextet, hextet, hextet);
  fc.assert(
    fc.property(half, half, half, (network, one, other) => {
      const write = (host: readonly number[], width: number): string =>
        [...network, ...host].map((part) => part.toString(16).padStart(width, '0')).join(':');
      const short = new URL(`http://[${write(one, 1)}]`).hostname.slice(1, -1);
      expect(addressGroup(short)).toBe(addressGroup(write(other, 4)));
    }),
    { numRuns: 100 },
  );
});
