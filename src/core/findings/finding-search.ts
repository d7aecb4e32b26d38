import { z } from 'zod';
import { findingStates, type FindingSearch } from './finding.ts';

const mostWords = 8;

const Query = z.object({
  search: z.string().max(100).catch(''),
  state: z.enum(findingStates).catch('in-use'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** What an address asks of the list; what it cannot mean is left out. */
export function parseFindingSearch(query: unknown): FindingSearch {
  const { search, state, page } = Query.parse(query ?? {});
  const words = search.replaceAll(/\p{Cc}/gu, ' ').split(/\s+/);
  return { words: words.filter((word) => word !== '').slice(0, mostWords), state, page };
}
