import { z } from 'zod';
import type { TrendAddress } from '../paths.ts';
import { crimeTypes } from '../police-files/police-row.ts';
import { NoFigure, quoteAsked } from '../figures/no-figure.ts';
import { findPlaceCode } from '../figures/place-query.ts';
import { usualPeriod, type Period } from '../figures/trend.ts';

export type TrendQuery = {
  crimeType: string | undefined;
  /** The code of an area, as asked: whether there is such an area is found out elsewhere. */
  placeCode: string | undefined;
  period: Period;
};

const Query = z.object({
  'crime-type': z.unknown().optional(),
  place: z.unknown().optional(),
  months: z.enum(['12', '24', '36', 'all']).catch(usualPeriod),
});

/** "violence-and-sexual-offences" for "Violence and sexual offences". */
export function crimeTypeSlug(crimeType: string): string {
  return crimeType.toLowerCase().replaceAll(' ', '-');
}

/** What an address asks for; a period that it cannot mean is left out. Throws NoFigure for the rest. */
export function parseTrendQuery(query: unknown): TrendQuery {
  const asked = Query.parse(query ?? {});
  return {
    crimeType: findCrimeType(asked['crime-type']),
    placeCode: findPlaceCode(asked.place),
    period: asked.months,
  };
}

/** The crime type that an address names, undefined for all of them. Throws NoFigure for one that is not known. */
export function findCrimeType(asked: unknown): string | undefined {
  if (asked === undefined || asked === '' || asked === 'all') return undefined;
  const found = findKnownCrimeType(asked);
  if (found !== undefined) return found;
  throw new NoFigure(
    'crime type',
    typeof asked === 'string'
      ? `We do not know the crime type ${quoteAsked(asked)}, so there is no figure for it.`
      : 'A figure is of one crime type or of all, and the address names several.',
  );
}

/** The crime type of an address where it decides no figure; undefined also where there is no such type. */
export function findKnownCrimeType(asked: unknown): string | undefined {
  return crimeTypes.find((type) => crimeTypeSlug(type) === asked);
}

/** The address that asks for this. */
export function trendAddressOf({ crimeType, placeCode, period }: TrendQuery): TrendAddress {
  return {
    ...(crimeType !== undefined && { crimeType: crimeTypeSlug(crimeType) }),
    ...(placeCode !== undefined && { place: placeCode }),
    months: period,
  };
}
