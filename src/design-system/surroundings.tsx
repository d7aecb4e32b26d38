import { createContext } from 'preact';
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import type { Identity } from './identity.ts';

/** What stands around a page and is the same for every page of one request. */
export type Surroundings = {
  identity: Identity;
  /** Addresses of the built files, with their hash. */
  assets: { stylesheet: string; script: string; theme: string; icon?: string };
  /** Shown above everything, for example that all people here are invented. */
  notices: readonly { text: string; href?: string; linkText?: string }[];
  /** Who is signed in; the workspace only. */
  person?: { name: string; agency: string; role: string };
  navigation: readonly { text: string; href: string; current: boolean }[];
  footerLinks: readonly { text: string; href: string }[];
  /** Where "Exit this page" goes. */
  exit?: { href: string; text: string };
  /** Where the form of the sign-out button posts to. */
  signOut?: { action: string };
};

const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

/** The surroundings of the page being rendered. Throws outside `renderPage`. */
export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error('Render a page with renderPage.');
  return surroundings;
}

/** A whole HTML document, doctype first. */
export function renderPage(page: VNode, surroundings: Surroundings): string {
  return `<!DOCTYPE html>\n${renderToString(
    <SurroundingsContext.Provider value={surroundings}>{page}</SurroundingsContext.Provider>,
  )}\n`;
}

/** A piece of a page alone, for script to put into a page that is already open. */
export function renderFragment(part: VNode): string {
  return renderToString(part);
}
