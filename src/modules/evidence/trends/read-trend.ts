import type { Service } from '#core/service.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readPlace, readPlaceMonths, readResidents } from '../areas/place.ts';
import { makeTrend } from '../figures/trend.ts';
import { findCurrentSource } from '../incident-counts/incident-source-store.ts';
import { makeTrendFigure } from './trend-figure.ts';
import { trendAddressOf, type TrendQuery } from './trend-query.ts';

/** The trend that is asked for, and of which place it is; undefined while nothing is loaded. */
export async function readTrend(tx: Transaction, service: Service, asked: TrendQuery) {
  const current = await findCurrentSource(tx, service);
  if (current === undefined) return undefined;
  const place = await readPlace(tx, service, asked.placeCode);
  const query = { ...asked, placeCode: place.area?.code };
  const { crimeType } = query;
  const [{ counts, carried }, residents] = await Promise.all([
    readPlaceMonths(tx, service, { current, place, crimeType }),
    readResidents(tx, service, place),
  ]);
  const trend = makeTrend(current.months, counts, query.period);
  const figure = makeTrendFigure(service.profile, {
    crimeType,
    placeName: place.name,
    current,
    trend,
    residents,
    carried,
    address: trendAddressOf(query),
  });
  return { current, query, place, trend, figure };
}
