import { NotFound } from '#platform/http/failures.ts';

/**
 * There is no figure for what an address asks for; the message says why. A figure of something else under
 * that address would be quoted as what the address names.
 */
export class NoFigure extends NotFound {
  readonly about: 'place' | 'crime type' | 'period';

  constructor(about: NoFigure['about'], why: string) {
    super(why);
    this.about = about;
  }
}

const longestShown = 40;

/** What was asked for as a sentence can show it: cut where it is long, and with nothing that cannot be seen. */
export function quoteAsked(asked: string): string {
  const characters = Array.from(asked.replaceAll(/\p{C}/gu, '\uFFFD'));
  const isLong = characters.length > longestShown;
  return `“${characters.slice(0, longestShown).join('')}${isLong ? '…' : ''}”`;
}
