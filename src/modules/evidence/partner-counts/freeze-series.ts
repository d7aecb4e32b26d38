import type { FigureAddress, FigureKind } from '#core/findings/figure-kind.ts';
import { figureAddressOfPage, isExactly } from '../figures/figure-address.ts';
import { evidencePaths } from '../paths.ts';
import type { SeriesKey } from './count-series-store.ts';
import { freezeCountFigure } from './freeze-count-figure.ts';
import { readSeries } from './read-series.ts';

const kind = 'partner-counts';

/** One source's counts of one thing, in one area or all of them, for findings. */
export const seriesKind: FigureKind = {
  kind,
  async freeze(tx, service, given) {
    const found = await readSeries(tx, service, given);
    const { series, areaCode } = found;
    return isExactly(seriesFigureAddress(series, areaCode), given)
      ? freezeCountFigure(service, found, pathOf(series, areaCode))
      : undefined;
  },
};

/** How a finding names the figure of a series; of an area unless it is of all of them together. */
export function seriesFigureAddress(
  series: SeriesKey,
  areaCode: string | undefined,
): FigureAddress {
  return figureAddressOfPage(kind, pathOf(series, areaCode));
}

function pathOf({ part, source, measure }: SeriesKey, area: string | undefined): string {
  return evidencePaths.countSeries({ part, source, measure, ...(area !== undefined && { area }) });
}
