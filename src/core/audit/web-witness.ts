import { headLine } from './signed-head.ts';
import type { Witness } from './witness.ts';

const patience = 5_000;
const longestWords = 200;

/**
 * An address that another partner answers: each head is sent as JSON by POST. 2xx means that it is kept; 409
 * that it contradicts what is kept, with the reason as text; anything else is tried again.
 */
export function webWitness(address: string): Witness {
  const target = new URL(address);
  const { origin, pathname, username, password } = target;
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  const headers = {
    'content-type': 'application/json',
    ...(username !== '' && { authorization: `Basic ${secret.toString('base64')}` }),
  };
  Object.assign(target, { username: '', password: '' });
  return {
    name: `${origin}${pathname}`,
    async hold(head) {
      const answer = await fetch(target, {
        method: 'POST',
        headers,
        body: headLine(head),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      });
      const words = (await answer.text()).slice(0, longestWords);
      if (answer.ok) return { kind: 'held' };
      if (answer.status === 409) return { kind: 'conflict', words };
      throw new Error(`The witness answered ${answer.status}.`);
    },
  };
}
