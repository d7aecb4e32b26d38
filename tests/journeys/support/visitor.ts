import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { watchPage, type Complaints } from './complaints.ts';
import { watchRecords } from './watch-records.ts';

/** Somebody at a browser of their own: nobody else's cookies, nothing remembered. */
export type Visitor = {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about since the visitor came. */
  complaints: Complaints;
  /** Opens a page of the service. */
  open(path: string): Promise<void>;
  /** Enters the demonstration as one of its people, by their name on the sign-in page. */
  enterAs(name: string): Promise<void>;
  /** Goes, and fails where a record of a person was shown of which the trace does not say so. */
  leave(): Promise<void>;
};

export type VisitorOptions = { address: string; script?: boolean; width?: number };

// One connection for all journeys; it ends with the process that runs them.
let connecting: Promise<Browser> | undefined;

/** A new visitor. Addresses outside the service are answered by a stand-in: journeys need no network. */
export async function makeVisitor(options: VisitorOptions): Promise<Visitor> {
  const { address, script = true, width = 1280 } = options;
  connecting ??= chromium.connect(inject('browser'));
  const browser = await connecting;
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    locale: 'en-GB',
  });
  context.setDefaultTimeout(15_000);
  const records = watchRecords(context, address);
  const page = await context.newPage();
  const complaints = watchPage(page, address);
  await context.route(
    (url) => url.origin !== address,
    (route) => route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  const open = async (path: string) => void (await page.goto(`${address}${path}`));
  return {
    page,
    context,
    complaints,
    open,
    async enterAs(name) {
      await open('/sign-in');
      await page.getByRole('button', { name }).click();
    },
    async leave() {
      await records.check();
      await context.close();
    },
  };
}
