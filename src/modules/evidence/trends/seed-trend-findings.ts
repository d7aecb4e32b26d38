import { openFigures } from '#core/findings/figure-kind.ts';
import { listFindingsFrom } from '#core/findings/finding-store.ts';
import { findingRecorder } from '#core/findings/record-finding.ts';
import type { Service } from '#core/service.ts';
import { findDemonstrationUser } from '#core/users/user-store.ts';
import type { Transaction } from '#platform/database/database.ts';
import { subjectAndVerdict } from '../figures/trend-words.ts';
import { usualPeriod } from '../figures/trend.ts';
import { trendFigureAddress, trendKind } from './freeze-trend.ts';
import { readTrend } from './read-trend.ts';
import type { TrendQuery } from './trend-query.ts';

const start = { kind: 'system', name: 'start' } as const;

/**
 * Records, as the story's analyst, what the trends of the planted changes say; each once, and only where
 * the invented incidents are in sight and show a change.
 */
export async function seedTrendFindings(service: Service): Promise<void> {
  const { demonstration, database, profile } = service;
  if (demonstration === undefined) return;
  const figures = openFigures(service, [trendKind]);
  const recordFinding = findingRecorder(figures);
  for (const { district, crimeType } of demonstration.incidents.recipe.changes) {
    const placeCode = profile.areas.districts.find(({ id }) => id === district)?.onsCode;
    const query = { crimeType, placeCode, period: usualPeriod };
    const address = trendFigureAddress(query);
    const found = await database.transaction(start, async (tx) => {
      const sentence = await findNewSentence(tx, service, query);
      const author = await findAnalyst(tx, service);
      if (sentence === undefined || author === undefined) return undefined;
      return { sentence, author, seen: await figures.read(tx, address) };
    });
    if (found === undefined) continue;
    const { sentence, author, seen } = found;
    await recordFinding(service, { principal: author }, { sentence, address, seen });
  }
}

/** What an invented trend says, if it has changed and no finding says so yet. */
async function findNewSentence(
  tx: Transaction,
  service: Service,
  query: TrendQuery,
): Promise<string | undefined> {
  if ((await listFindingsFrom(tx, trendFigureAddress(query))).length > 0) return undefined;
  const found = await readTrend(tx, service, query);
  if (found === undefined || found.current.source !== 'demonstration') return undefined;
  const { kind } = found.trend.choice.verdict;
  if (kind !== 'higher' && kind !== 'lower') return undefined;
  return subjectAndVerdict(found.figure.heading, found.trend);
}

async function findAnalyst(tx: Transaction, { demonstration }: Service) {
  const analyst = demonstration?.cast.people.find(({ role }) => role === 'analyst');
  const user = analyst && (await findDemonstrationUser(tx, analyst.id));
  if (user === undefined) return undefined;
  const { id: userId, name, agencyId, role } = user;
  return { kind: 'person', userId, name, agencyId, role } as const;
}
