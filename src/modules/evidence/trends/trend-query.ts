import { z } from 'zod';
import type { TrendAddress } from '../paths.ts';
import { crimeTypes } from '../police-files/police-row.ts';
import { usualPeriod, type Period } from '../figures/trend.ts';

export type TrendQuery = {
  crimeType: string | undefined;
  /** The code of an area, as asked: whether there is such an area is found out elsewhere. */
  placeCode: string | undefined;
  period: Period;
};

const Query = z.object({
  'crime-type': z.string().optional().catch(undefined),
  place: z.string().trim().optional().catch(undefined),
  months: z.enum(['12', '24', '36', 'all']).catch(usualPeriod),
});

/** "violence-and-sexual-offences" for "Violence and sexual offences". */
export function crimeTypeSlug(crimeType: string): string {
  return crimeType.toLowerCase().replaceAll(' ', '-');
}

/** What an address asks for; a crime type or a period that it cannot mean is left out. */
export function parseTrendQuery(query: unknown): TrendQuery {
  const asked = Query.parse(query ?? {});
  return {
    crimeType: crimeTypes.find((type) => crimeTypeSlug(type) === asked['crime-type']),
    placeCode: asked.place === '' ? undefined : asked.place,
    period: asked.months,
  };
}

/** The address that asks for this. */
export function trendAddressOf({ crimeType, placeCode, period }: TrendQuery): TrendAddress {
  return {
    ...(crimeType !== undefined && { crimeType: crimeTypeSlug(crimeType) }),
    ...(placeCode !== undefined && { place: placeCode }),
    months: period,
  };
}
