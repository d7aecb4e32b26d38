import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import { figureAddressOfPage, isExactly } from '../figures/figure-address.ts';
import { freezeIncidentFigure } from '../figures/freeze-figure.ts';
import { listTrendSentences } from '../figures/trend-sentences.tsx';
import { evidencePaths } from '../paths.ts';
import { crimeTypeNote } from './crime-type-notes.ts';
import { readTrend } from './read-trend.ts';
import { parseTrendQuery, trendAddressOf, type TrendQuery } from './trend-query.ts';

const kind = 'trend';

/** The trend of one crime type in one place, for findings. */
export const trendKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const found = await readTrend(tx, service, parseTrendQuery(given));
    if (found === undefined) return undefined;
    const { current, query, trend, figure } = found;
    if (!isExactly(trendFigureAddress(query), given)) return undefined;
    return freezeIncidentFigure(service, current, figure, {
      sentences: listTrendSentences(trend),
      caveats: [crimeTypeNote(query.crimeType)],
      livePath: evidencePaths.trend(trendAddressOf(query)),
    });
  },
};

/** How a finding names the trend that a page shows. */
export function trendFigureAddress(query: TrendQuery): FigureAddress {
  return figureAddressOfPage(kind, evidencePaths.trend(trendAddressOf(query)));
}
