import { isIPv6 } from 'node:net';

const hextetsOfANetwork = 4;

/**
 * Who a connection is counted for. An IPv4 address is one; of IPv6 the first 64 bits are, because
 * whoever has one such address has all that begin alike.
 */
export function addressGroup(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [before = '', after] = plain.split('::');
  const first = hextets(before);
  const last = hextets(after ?? '');
  const gap = after === undefined ? 0 : 8 - first.length - last.length;
  const whole = [...first, ...Array.from({ length: gap }, () => '0'), ...last];
  return whole
    .slice(0, hextetsOfANetwork)
    .map((hextet) => Number.parseInt(hextet, 16).toString(16))
    .join(':');
}

function hextets(part: string): string[] {
  return part === '' ? [] : part.split(':');
}
