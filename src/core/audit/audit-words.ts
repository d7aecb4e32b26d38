import { isRole, roles } from '#core/access/roles.ts';
import type { FoundEntry } from './audit-search.ts';

const outcomeWords: Readonly<Record<FoundEntry['outcome'], string>> = {
  done: 'Done',
  read: 'Read',
  refused: 'Refused',
};

export function outcomeInWords({ outcome }: Pick<FoundEntry, 'outcome'>): string {
  return outcomeWords[outcome];
}

/** "Users listed" for `users.listed`; "Asked for the page /users" for a page that was refused. */
export function actionInWords(action: string): string {
  const [, method, page] = /^(GET|HEAD|POST|PUT|DELETE) (\/.*)$/.exec(action) ?? [];
  if (page !== undefined) {
    return method === 'POST' ? `Sent a form to ${page}` : `Asked for the page ${page}`;
  }
  return kindInWords(action);
}

/** "Person record" for `person-record`. */
export function kindInWords(kind: string): string {
  const words = kind.replaceAll(/[.-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** "Analyst" for a person of that role; what else acted is called what it is. */
export function roleInWords(role: string): string {
  if (isRole(role)) return roles[role];
  const others: Readonly<Record<string, string>> = {
    operator: 'Command line',
    system: 'The service itself',
    database: 'The database itself',
  };
  return others[role] ?? kindInWords(role);
}

/** "3 person records, 1 agency", the kinds in the order they come. */
export function recordsInWords(about: FoundEntry['about']): string {
  const counts = new Map<string, number>();
  for (const { kind } of about) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => {
      const words = kindInWords(kind).toLowerCase();
      return `${count} ${count === 1 ? words : pluralOf(words)}`;
    })
    .join(', ');
}

function pluralOf(words: string): string {
  if (words.endsWith('s')) return `${words}es`;
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** "3 minutes" for a lag in milliseconds. */
export function lagInWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 2) return 'less than 2 seconds';
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
