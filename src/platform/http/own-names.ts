import { isIP, isIPv4 } from 'node:net';
import type { FastifyInstance } from 'fastify';

export type Reach = {
  /** Where it listens: an address, a name, or 0.0.0.0 or :: for all addresses of the machine. */
  host: string;
  /** The address people type, when it is not http://HOST:PORT. */
  publicAddress?: string | undefined;
};

const everyAddress = new Set(['0.0.0.0', '::']);
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i;

const notHere =
  'This service does not answer to the address you used. Check it.\n' +
  'If it is right, whoever runs the service can set PUBLIC_ADDRESS to it.\n';

/**
 * Refuses requests that were meant for another name. A page elsewhere can make its own name lead to
 * this machine and so speak to the service as if from the same site; its requests then still carry
 * that name. `open` lists the paths that answer to any name.
 */
export function refuseOtherNames(
  app: FastifyInstance,
  reach: Reach,
  open: ReadonlySet<string>,
): void {
  const isOwn = makeNameCheck(reach);
  app.addHook('onRequest', async (request, reply) => {
    if (isOwn(request.host) || open.has(request.routeOptions.url ?? '')) return undefined;
    // In plain text: a page's style and links would be asked for by the same wrong name.
    return reply.code(421).type('text/plain; charset=utf-8').send(notHere);
  });
}

/**
 * Whether a Host header names the service. The port is not looked at, because a proxy may change
 * it. This machine's own loopback names always do: no other site can take them.
 */
export function makeNameCheck({ host, publicAddress }: Reach): (host: string) => boolean {
  const names = new Set(['localhost', '[::1]']);
  if (publicAddress !== undefined) names.add(new URL(publicAddress).hostname);
  else if (!everyAddress.has(host)) names.add(nameOf(isIP(host) === 6 ? `[${host}]` : host) ?? '');
  const takesAnyAddress = publicAddress === undefined && everyAddress.has(host);
  return (given) => {
    const name = nameOf(given);
    if (name === undefined) return false;
    if (names.has(name) || (isIPv4(name) && name.startsWith('127.'))) return true;
    return takesAnyAddress && (isIPv4(name) || name.startsWith('['));
  };
}

/** The name in a Host header as browsers write it: lower case, addresses in their short form. */
function nameOf(host: string): string | undefined {
  if (!hostPattern.test(host) || !URL.canParse(`http://${host}`)) return undefined;
  return new URL(`http://${host}`).hostname.replace(/\.$/, '');
}
