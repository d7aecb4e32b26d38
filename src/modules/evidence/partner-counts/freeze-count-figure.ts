import type { FrozenFigure } from '#core/findings/frozen-figure.ts';
import type { Service } from '#core/service.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';
import type { Figure } from '../figures/figure.ts';
import { freezeFigure } from '../figures/freeze-figure.ts';
import { listTrendSentences } from '../figures/trend-sentences.tsx';
import type { TrendRow } from '../figures/trend-table.ts';
import type { Trend } from '../figures/trend.ts';
import type { SeriesSummary } from './count-series-store.ts';
import { countNotice } from './count-words.ts';

type CountedFigure = {
  series: SeriesSummary;
  origin: CountOrigin;
  trend: Trend;
  figure: Figure<TrendRow>;
};

/** The figure of a series as a finding keeps it; of invented counts it says so. */
export function freezeCountFigure(
  service: Service,
  { series, origin, trend, figure }: CountedFigure,
  livePath: string,
): FrozenFigure {
  return freezeFigure(figure, {
    sentences: listTrendSentences(trend),
    caveats: [origin === 'demonstration' ? countNotice(service, origin) : undefined],
    definitionVersion: series.definitionVersion,
    livePath,
  });
}
