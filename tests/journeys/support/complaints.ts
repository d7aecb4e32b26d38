import type { Page } from 'playwright-core';

export type Complaints = {
  /** Errors in the console and in script, and files that did not come. */
  errors: string[];
  /** Requests that left the service, by address. */
  elsewhere: string[];
};

/** Writes down what a browser says is wrong with the pages that it shows. */
export function watchPage(page: Page, address: string): Complaints {
  const complaints: Complaints = { errors: [], elsewhere: [] };
  page.on('console', (message) => {
    // A page that says "not found" in plain words is no fault, though its status looks like one here.
    const isAboutThePage = message.location().url.split('#')[0] === page.url().split('#')[0];
    const isStatus = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !(isStatus && isAboutThePage)) {
      complaints.errors.push(`${page.url()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (problem) => complaints.errors.push(`${page.url()}: ${problem.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) {
      complaints.elsewhere.push(request.url());
    }
  });
  return complaints;
}
