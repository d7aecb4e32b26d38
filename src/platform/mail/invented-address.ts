/** Names that the internet keeps for examples (RFC 2606 and 6761). Nobody can own one. */
const reserved = /(^|[.@])(example|test|invalid|localhost|example\.(com|net|org))$/i;

/** Is this the address of somebody who does not exist? No mail to it ever leaves. */
export function isInventedAddress(address: string): boolean {
  return reserved.test(address);
}
