import type { BrowserContext, Response } from 'playwright-core';
import { expect } from 'vitest';
import { openRecordEntries, type RecordEntries } from '#tests/support/record-entries.ts';
import { findDatabase } from './find-database.ts';

/** An answer of the service that somebody who is signed in was given. */
type Given = { userId: string; route: string; numbers: readonly string[]; since: Date };

export type RecordWatch = {
  /** Fails, naming the route, where a number of a record was given of which the trace does not say so. */
  check(): Promise<void>;
};

const number = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
const sessionCookie = /breakwater-session=([^;]+)/;
/** The clocks of browser and service are one, but their milliseconds are rounded. */
const slack = 5;

/**
 * Reads whatever a browser is answered. Whoever is given the number of a record of a person must have an entry about it
 * that was written for that answer.
 */
export function watchRecords(context: BrowserContext, address: string): RecordWatch {
  const given: Promise<Given | undefined>[] = [];
  let opening: Promise<RecordEntries> | undefined;
  const entries = (): Promise<RecordEntries> =>
    (opening ??= findDatabase(address).then(openRecordEntries));

  async function read(response: Response): Promise<Given | undefined> {
    const request = response.request();
    const [, token] = sessionCookie.exec(await cookiesOf(response)) ?? [];
    const text = await textOf(response);
    if (token === undefined) return undefined;
    // At once: a session has another secret after its owner showed again who they are.
    const userId = await (await entries()).findUser(token);
    const { pathname } = new URL(response.url());
    const inAddress = listNumbers(response.url());
    const numbers = isEcho(response.status(), pathname)
      ? listNumbers(text).filter((id) => !inAddress.includes(id))
      : [...listNumbers(text), ...inAddress];
    if (userId === undefined || numbers.length === 0) return undefined;
    const since = new Date(request.timing().startTime - slack);
    return { userId, route: `${request.method()} ${pathname}`, numbers, since };
  }

  context.on('response', (response) => {
    if (isReadable(response) && response.url().startsWith(address)) given.push(read(response));
  });
  return {
    async check() {
      const all = (await Promise.all(given)).filter((one) => one !== undefined);
      if (opening === undefined) return;
      const trace = await opening;
      const records = await trace.listRecords();
      const missing: string[] = [];
      for (const { userId, route, numbers, since } of all) {
        const shown = numbers.filter((id) => records.has(id));
        const without = await trace.findMissing(userId, shown, { since });
        if (without.length > 0) missing.push(`${route} gave ${without.join(' and ')}`);
      }
      await trace.close();
      expect(missing, 'records of people that were given without an entry').toEqual([]);
    },
  };
}

function isReadable(response: Response): boolean {
  const type = response.headers()['content-type'] ?? '';
  return /html|json|csv/.test(type) || response.headers()['location'] !== undefined;
}

/** What came, or where it leads; of an answer that the browser has let go of already its address is all there is. */
async function textOf(response: Response): Promise<string> {
  const { location } = response.headers();
  return location ?? response.text().catch(() => '');
}

async function cookiesOf(response: Response): Promise<string> {
  // A page that was closed meanwhile cannot be asked any more.
  const headers = await response
    .request()
    .allHeaders()
    .catch(() => ({ cookie: '' }));
  return headers['cookie'] ?? '';
}

/** An answer that something is not there, or is asked for again, says back the number that it was asked for. */
function isEcho(status: number, pathname: string): boolean {
  return (status !== 200 && status !== 303) || pathname === '/step-up';
}

function listNumbers(text: string): string[] {
  return [...new Set(text.match(number))];
}
