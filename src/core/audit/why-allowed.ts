import { versionPath } from '#core/access/agreements/paths.ts';
import { isPurpose, purposes } from '#core/access/purposes.ts';
import type { FoundEntry } from './audit-search.ts';

/** One ground on which records could be seen, and for how many of them. */
type AllowedGround = {
  words: string;
  /** Where it can be read; only an agreement has a page of its own. */
  href?: string;
  records: number;
};

const agreementGround = /^agreement ([\da-f-]{36}) v(\d+)$/;

/** The ids of the agreements that the paths of entries name, each once. */
export function agreementIdsIn(paths: readonly string[]): string[] {
  const ids = paths.flatMap(groundsIn).flatMap((ground) => agreementGround.exec(ground)?.[1] ?? []);
  return [...new Set(ids)];
}

/** Why the records of an entry could be seen: each ground once, in the order in which they come. */
export function listAllowedGrounds(
  entry: Pick<FoundEntry, 'paths' | 'agreementTitles'>,
): AllowedGround[] {
  const found = new Map<string, AllowedGround>();
  for (const ground of entry.paths.flatMap(groundsIn)) {
    const read = readGround(ground, entry.agreementTitles);
    const records = (found.get(read.words)?.records ?? 0) + 1;
    found.set(read.words, { ...read, records });
  }
  return [...found.values()];
}

/** What they looked for, in words; empty where no purpose was kept. */
export function purposeInWords({ purpose }: Pick<FoundEntry, 'purpose'>): string {
  return isPurpose(purpose) ? purposes[purpose] : (purpose ?? '');
}

/** " (3 records)" after a ground that let several through. */
export function countInWords({ records }: AllowedGround): string {
  return records === 1 ? '' : ` (${records} records)`;
}

/** "Preventing violence: Named on the record"; empty where neither purpose nor ground is kept. */
export function whyInWords(
  entry: Pick<FoundEntry, 'paths' | 'agreementTitles' | 'purpose' | 'outcome'>,
): string {
  if (entry.outcome === 'refused') return 'It was not';
  const grounds = listAllowedGrounds(entry).map((one) => `${one.words}${countInWords(one)}`);
  return [purposeInWords(entry), grounds.join('; ')].filter((part) => part !== '').join(': ');
}

/** An entry keeps the grounds of one record in one text. */
function groundsIn(path: string): string[] {
  return path.split(', ').filter((ground) => ground !== '');
}

function readGround(
  ground: string,
  titles: FoundEntry['agreementTitles'],
): Omit<AllowedGround, 'records'> {
  const [, id, version] = agreementGround.exec(ground) ?? [];
  if (id !== undefined && version !== undefined) {
    const title = titles.get(id);
    return title === undefined
      ? { words: `An agreement, version ${version}` }
      : { words: `“${title}”, version ${version}`, href: versionPath(id, version) };
  }
  const kind = ground.split(' ', 1)[0] ?? '';
  return { words: otherGrounds[kind] ?? ground };
}

const otherGrounds: Readonly<Record<string, string>> = {
  'own-agency': 'Held by their own agency',
  'case-role': 'Named on the record',
  'break-glass': 'They broke the glass',
};
