import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Place } from '../areas/place.ts';
import type { Figure } from '../figures/figure.ts';
import type { TrendRow } from '../figures/trend-table.ts';
import type { Trend } from '../figures/trend.ts';
import { makeCountFigure } from '../partner-counts/count-figure.ts';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesCounts,
  type SeriesKey,
  type SeriesSummary,
} from '../partner-counts/count-series-store.ts';
import { findAreas, findPartMonths, makeCountTrend } from '../partner-counts/count-trend.ts';
import { countNotice } from '../partner-counts/count-words.ts';
import type { CountOrigin } from '../count-files/partner-count.ts';

/** What one source counts of a part in a place. */
export type PartFigure = { series: SeriesSummary; trend: Trend; figure: Figure<TrendRow> };

export type PartFigures = {
  figures: readonly PartFigure[];
  /** Series of the part that say nothing of this place. */
  elsewhere: readonly SeriesKey[];
  /** Undefined while no counts are loaded. */
  origin: CountOrigin | undefined;
  notice: string | undefined;
};

/** Every source's counts of a part of the definition in a place, side by side and never added. */
export async function readPartFigures(
  tx: Transaction,
  service: Service,
  { part, place }: { part: string; place: Place },
): Promise<PartFigures> {
  const origin = await findCurrentOrigin(tx);
  if (origin === undefined) return { figures: [], elsewhere: [], origin, notice: undefined };
  const figures: PartFigure[] = [];
  const elsewhere: SeriesKey[] = [];
  for (const series of await listSeries(tx, origin)) {
    if (series.part !== part) continue;
    const counts = await listSeriesCounts(tx, origin, series);
    const areas = findAreas(counts);
    const areaCode = place.area?.code;
    if (areaCode === undefined ? !areas.mayBeAdded : !areas.codes.includes(areaCode)) {
      elsewhere.push(series);
      continue;
    }
    const trend = makeCountTrend(counts, areaCode, '24');
    const figure = makeCountFigure({
      id: `source-${figures.length + 1}`,
      series,
      origin,
      trend,
      placeName: place.name,
      areaCode,
      areas: areas.codes.length,
      partMonths: findPartMonths(counts),
    });
    figures.push({ series, trend, figure });
  }
  return { figures, elsewhere, origin, notice: countNotice(service, origin) };
}
