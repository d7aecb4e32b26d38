import { z } from 'zod';
import type { AreaLevel } from '#core/places/population-store.ts';
import type { AreaLine } from './area-store.ts';
import { levels } from './area-words.ts';

/** What somebody looks for: part of a name or the beginning of a code, and a kind of area. */
export type AreaSearch = { words: string; level: AreaLevel | undefined };

const Query = z.object({
  search: z.string().max(100).catch(''),
  kind: z.enum(levels).optional().catch(undefined),
});

export function parseAreaSearch(query: unknown): AreaSearch {
  const { search, kind } = Query.parse(query ?? {});
  return { words: search.trim(), level: kind };
}

/** Whether a search asks for an area. */
export function isAsked({ name, code, level }: AreaLine, search: AreaSearch): boolean {
  if (search.level !== undefined && search.level !== level) return false;
  const words = search.words.toLowerCase();
  return name.toLowerCase().includes(words) || code.toLowerCase().startsWith(words);
}
