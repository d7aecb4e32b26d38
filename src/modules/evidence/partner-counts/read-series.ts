import { z } from 'zod';
import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { NotFound } from '#platform/http/failures.ts';
import { NoFigure, quoteAsked } from '../figures/no-figure.ts';
import { findPlaceCode } from '../figures/place-query.ts';
import { makeCountFigure } from './count-figure.ts';
import {
  findCurrentOrigin,
  listSeries,
  listSeriesCounts,
  type SeriesSummary,
} from './count-series-store.ts';
import { findAreas, findPartMonths, makeCountTrend } from './count-trend.ts';
import { nameOfArea } from './count-words.ts';

const Query = z.object({
  part: z.string().catch(''),
  source: z.string().catch(''),
  measure: z.string().catch(''),
  area: z.unknown().optional(),
});

/** A series as an address asks for it, with its figure. Throws NotFound, and NoFigure for an area it does not count. */
export async function readSeries(tx: Transaction, service: Service, query: unknown) {
  const { area, ...asked } = Query.parse(query ?? {});
  const origin = await findCurrentOrigin(tx);
  if (origin === undefined) throw new NotFound();
  const series = (await listSeries(tx, origin)).find((one) => isAsked(one, asked));
  if (series === undefined) throw new NotFound('There are no such counts.');
  const counts = await listSeriesCounts(tx, origin, series);
  const areas = findAreas(counts);
  const chosen = findPlaceCode(area);
  if (chosen !== undefined && !areas.codes.includes(chosen)) {
    throw new NoFigure('place', `${series.source} gave no counts of ${quoteAsked(chosen)}.`);
  }
  const isWhole = areas.mayBeAdded && areas.codes.length > 1;
  const areaCode = chosen ?? (isWhole ? undefined : areas.codes[0]);
  const trend = makeCountTrend(counts, areaCode);
  const figure = makeCountFigure({
    id: 'counts',
    series,
    origin,
    trend,
    placeName:
      areaCode === undefined
        ? `all ${areas.codes.length} areas together`
        : nameOfArea(service, areaCode),
    areaCode,
    areas: areas.codes.length,
    partMonths: findPartMonths(counts),
  });
  return { series, origin, counts, areas, areaCode, trend, figure };
}

type SeriesAsked = Omit<z.output<typeof Query>, 'area'>;

function isAsked(one: SeriesSummary, asked: SeriesAsked): boolean {
  return one.part === asked.part && one.source === asked.source && one.measure === asked.measure;
}
