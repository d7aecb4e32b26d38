import { isDeepStrictEqual } from 'node:util';
import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import { freezeFigure } from '../figures/freeze-figure.ts';
import { waitingSentence } from '../figures/trend-table.ts';
import { yearsSentence } from '../figures/year-words.ts';
import { evidencePaths } from '../paths.ts';
import { noticeFor } from '../provenance-words.ts';
import { crimeTypeNote } from './crime-type-notes.ts';
import { readTrend } from './read-trend.ts';
import { parseTrendQuery, trendAddressOf, type TrendQuery } from './trend-query.ts';

const kind = 'trend';

/** The trend of one crime type in one place, for findings. */
export const trendKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const asked = parseTrendQuery(given);
    const found = await readTrend(tx, service, asked);
    if (found === undefined) return undefined;
    const { current, query, trend, figure } = found;
    // What an address cannot mean, the page leaves out; a finding is never of something else.
    const exact = new URLSearchParams(trendFigureAddress(query).query);
    if (!isDeepStrictEqual(Object.fromEntries(exact), given)) return undefined;
    return freezeFigure(figure, {
      sentences: [yearsSentence(trend.years), waitingSentence(trend)],
      caveats: [
        current.source === 'demonstration' ? noticeFor(service, current) : undefined,
        crimeTypeNote(query.crimeType),
      ],
      definitionVersion: service.profile.definition.version,
      livePath: evidencePaths.trend(trendAddressOf(query)),
    });
  },
};

/** How a finding names the trend that a page shows. */
export function trendFigureAddress(query: TrendQuery): FigureAddress {
  const [, text = ''] = evidencePaths.trend(trendAddressOf(query)).split('?');
  return { kind, query: text };
}
