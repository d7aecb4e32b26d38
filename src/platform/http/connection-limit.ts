import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { BlockList, isIPv6, type Socket } from 'node:net';
import { addressGroup } from './address-group.ts';

type Connection = { socket: Socket; request?: IncomingMessage; response?: ServerResponse };

export type ConnectionLimits = {
  /** Connections open at once, whoever has them. */
  inAll: number;
  /** Of these, from one address; the proxies that are trusted are not counted. */
  perAddress: number;
  /** Addresses or CIDR ranges. */
  trustedProxies: readonly string[];
};

/**
 * Holds the door open for those who use it. When an address has all the connections it may have,
 * the one that has waited longest for its own client makes room for the newcomer; a newcomer is
 * turned away only when every one of them is being answered. So clients that do nothing, or do it
 * slowly, shut out neither their neighbours behind the same address nor anybody else.
 */
export function limitConnections(server: Server, limits: ConnectionLimits): void {
  const { inAll, perAddress } = limits;
  const isTrusted = trust(limits.trustedProxies);
  const groups = new Map<string, Set<Connection>>();
  const known = new WeakMap<Socket, Connection>();
  let total = 0;

  function leave(connection: Connection, group: string): void {
    const mine = groups.get(group);
    if (mine?.delete(connection) !== true) return;
    total -= 1;
    if (mine.size === 0) groups.delete(group);
  }

  function makeRoomIn(group: string): boolean {
    const leaver = whoMayLeave(groups.get(group) ?? new Set());
    if (leaver === undefined) return false;
    leave(leaver, group);
    leaver.socket.destroy();
    return true;
  }

  server.on('connection', (socket) => {
    const group = addressGroup(socket.remoteAddress ?? '');
    const size = groups.get(group)?.size ?? 0;
    const isOver = size >= perAddress && !isTrusted(socket.remoteAddress ?? '');
    if (
      socket.remoteAddress === undefined ||
      (isOver && !makeRoomIn(group)) ||
      (total >= inAll && !makeRoomIn(largest(groups)))
    ) {
      socket.destroy();
      return;
    }
    const connection: Connection = { socket };
    groups.set(group, (groups.get(group) ?? new Set()).add(connection));
    total += 1;
    known.set(socket, connection);
    socket.once('close', () => leave(connection, group));
  });
  server.on('request', (request, response) => {
    const connection = known.get(request.socket);
    if (connection === undefined) return;
    Object.assign(connection, { request, response });
    response.once('close', () => {
      if (connection.response !== response) return;
      delete connection.request;
      delete connection.response;
    });
  });
}

/** The oldest of those that can best be spared; nobody while all are being answered. */
function whoMayLeave(connections: ReadonlySet<Connection>): Connection | undefined {
  let found: Connection | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const connection of connections) {
    const loss = lossOf(connection);
    if (loss < least) [found, least] = [connection, loss];
    if (least === 0) break;
  }
  return found;
}

/** What would be lost with it: nothing yet, a form half sent, an upload, an answer nobody reads. */
function lossOf({ request, response }: Connection): number {
  if (request === undefined) return 0;
  if (!request.complete) return isUpload(request) ? 2 : 1;
  return response?.writableEnded === true ? 3 : Number.POSITIVE_INFINITY;
}

/** Uploads may take as long as they need while they keep coming; forms are short. */
export function isUpload({ headers }: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
}

function largest(groups: ReadonlyMap<string, ReadonlySet<Connection>>): string {
  let found = '';
  let most = 0;
  for (const [group, { size }] of groups) if (size > most) [found, most] = [group, size];
  return found;
}

function trust(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
  };
}
