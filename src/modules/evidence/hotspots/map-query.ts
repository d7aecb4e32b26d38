import { z } from 'zod';
import { NoFigure } from '../figures/no-figure.ts';
import { findPlaceCode } from '../figures/place-query.ts';
import { crimeTypeSlug, findCrimeType } from '../trends/trend-query.ts';
import type { MapAddress } from '../paths.ts';
import type { MapValue } from './map-order.ts';

/** What a map page shows the areas by. */
export const mapViews = ['gather', 'count', 'change', 'time'] as const;
export type MapView = (typeof mapViews)[number];

/** What a map page is asked for; which months there are is found out elsewhere. */
export type MapQuery = {
  crimeType: string | undefined;
  /** The code of a district; undefined for the whole. */
  placeCode: string | undefined;
  /** The last month, YYYY-MM; undefined for the newest. */
  to: string | undefined;
  months: number;
  value: MapValue;
  /** Undefined for the one that says most. */
  view: MapView | undefined;
  /** The area whose neighbours are asked for. */
  area: string | undefined;
};

export const periodLengths = [3, 6, 12, 24] as const;
const usualLength = 12;

/** The police's nearest to violence, and what is shown when nothing is asked for. */
const usualCrimeType = 'Violence and sexual offences';

const Query = z.object({
  'crime-type': z.unknown().optional(),
  place: z.unknown().optional(),
  to: z.unknown().optional(),
  months: z.unknown().optional(),
  by: z.enum(['count', 'rate']).catch('count'),
  view: z.enum(mapViews).optional().catch(undefined),
  area: z
    .string()
    .regex(/^[\w-]{1,30}$/)
    .optional()
    .catch(undefined),
});

/** What an address asks for. Throws NoFigure for figures that there are not; how they are looked at is left out. */
export function parseMapQuery(query: unknown): MapQuery {
  const asked = Query.parse(query ?? {});
  const slug = asked['crime-type'];
  return {
    crimeType: slug === undefined ? usualCrimeType : findCrimeType(slug),
    placeCode: findPlaceCode(asked.place),
    to: findMonth(asked.to),
    months: findLength(asked.months),
    value: asked.by,
    view: asked.view,
    area: asked.area,
  };
}

/** The month that an address names, YYYY-MM; undefined for none. Throws NoFigure for what is no month. */
export function findMonth(asked: unknown): string | undefined {
  if (asked === undefined || asked === '') return undefined;
  if (typeof asked === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) return asked;
  throw new NoFigure('period', 'The address names no month that a map could end with.');
}

/** How many months an address names, the usual for none. Throws NoFigure for what is not offered. */
export function findLength(asked: unknown): number {
  if (asked === undefined || asked === '') return usualLength;
  const found = periodLengths.find((length) => String(length) === asked);
  if (found !== undefined) return found;
  const lengths = new Intl.ListFormat('en-GB', { type: 'disjunction' });
  throw new NoFigure(
    'period',
    `Maps are drawn over ${lengths.format(periodLengths.map(String))} months.`,
  );
}

/** The address that asks for this, with all that decides its figures. */
export function mapAddressOf(query: MapQuery): MapAddress {
  return {
    crimeType: query.crimeType === undefined ? 'all' : crimeTypeSlug(query.crimeType),
    place: query.placeCode,
    to: query.to,
    months: String(query.months),
    by: query.value,
    view: query.view,
    area: query.area,
  };
}
