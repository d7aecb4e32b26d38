import type { Config } from './config.ts';

/**
 * Where people will reach a service with these settings, known before it listens: mails of a first start name
 * it. Undefined where the machine chooses the port.
 */
export function expectedAddress(
  config: Pick<Config, 'publicAddress' | 'host' | 'port'>,
): string | undefined {
  const { publicAddress, host, port } = config;
  if (publicAddress !== undefined || port === 0) return publicAddress;
  const name = everyInterface.has(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Not addresses that anybody could open. */
const everyInterface = new Set(['0.0.0.0', '::']);
