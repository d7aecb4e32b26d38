import type { VersionLine } from '#core/access/agreements/agreement.ts';
import { stateOf, type VersionState } from '#core/access/agreements/version-state.ts';
import { dayInWords } from '#platform/calendar.ts';

/** What has become of a version, in a few words. */
export function stateInWords(version: VersionLine, today: string): string {
  const { signatureCount, partyCount } = version;
  const words: Readonly<Record<VersionState, string>> = {
    draft: 'Draft',
    discarded: 'Discarded draft',
    waiting: `Waiting for signatures (${signatureCount} of ${partyCount})`,
    agreed: `Agreed. Begins on ${dayInWords(version.fromOn)}`,
    'in-force': `In force until ${dayInWords(version.untilOn)}`,
    overtaken: 'Replaced by a newer version',
    ended: `Ended on ${dayInWords(version.untilOn)}`,
    revoked: 'Ended by the agency that keeps it',
  };
  return words[stateOf(version, today)];
}

const tags: Readonly<Record<VersionState, { text: string; colour: string }>> = {
  draft: { text: 'Draft', colour: 'grey' },
  discarded: { text: 'Discarded', colour: 'grey' },
  waiting: { text: 'Waiting', colour: 'yellow' },
  agreed: { text: 'Agreed', colour: 'blue' },
  'in-force': { text: 'In force', colour: 'green' },
  overtaken: { text: 'Replaced', colour: 'grey' },
  ended: { text: 'Ended', colour: 'grey' },
  revoked: { text: 'Ended', colour: 'grey' },
};

/** The word that is marked, beside the whole of it. */
export function stateTag(version: VersionLine, today: string): { text: string; classes: string } {
  const { text, colour } = tags[stateOf(version, today)];
  return { text, classes: `govuk-tag--${colour}` };
}

/** "a, b and c". */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** "Until" in the words of somebody who reads dates: the last day on which it holds is the one before. */
export function periodInWords({
  fromOn,
  untilOn,
}: Pick<VersionLine, 'fromOn' | 'untilOn'>): string {
  return `From ${dayInWords(fromOn)}, up to but not on ${dayInWords(untilOn)}`;
}
